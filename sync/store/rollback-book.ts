import type {DeviceId, LeaseId, NoticeId, OrderId, RedemptionId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';

/** What a rollback elsewhere took back of a till's sale, while that till is not known to have heard of it. */
export interface BookedNotice {
  readonly id: NoticeId;
  readonly deviceId: DeviceId;
  /** The enrolment whose lease it was spent on; that of the rollback's day where it was on none. */
  readonly epoch: number;
  readonly orderId: OrderId;
  readonly redemptionId: RedemptionId;
  readonly account: AccountKey;
  /** What was taken back of one entry. */
  readonly amount: number;
  /** Of it, what the till took back as well, before it heard of the rollback. */
  readonly voided: number;
  /** On which the rest awaits the till's word; null where it is free already. */
  readonly leaseId: LeaseId | null;
  /** What was taken back of. */
  readonly entryId: number;
  /** The till knows, or took all of it back itself: nothing awaits any more. */
  readonly settled: boolean;
}

export interface RollbackReads {
  /** What a till has still to be told of, oldest first. */
  listNotices(deviceId: DeviceId): Promise<readonly BookedNotice[]>;
  /** As last committed; null where there is none. */
  findNotice(id: NoticeId): Promise<BookedNotice | null>;
}

export interface RollbackWrites {
  /** Of these redemptions, those that are not settled, oldest first, locked. Lock accounts and leases first. */
  lockNotices(redemptionIds: readonly string[]): Promise<readonly BookedNotice[]>;
  /** Writes new and changed notices; what was there must be locked by this transaction. */
  saveNotices(notices: readonly BookedNotice[]): Promise<void>;
}
