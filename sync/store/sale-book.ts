import type {Decision} from '../../shared/decision/decision.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {
  DeviceId,
  LeaseId,
  OperationId,
  OrderId,
  OverrideId,
  RedemptionId,
} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Sale} from '../../shared/protocol/sale.ts';

/** A line of the append-only book of what was drawn. */
export interface NewEntry {
  readonly account: AccountKey;
  readonly amount: number;
  readonly redemptionId: string;
  readonly leaseId: LeaseId | null;
  /** Handed out without a lease of its own account. */
  readonly grantedBy?: 'trust' | 'override' | undefined;
}

/** A draw as it was posted, with what was taken back of it. */
export interface PostedEntry {
  readonly entryId: number;
  readonly account: AccountKey;
  readonly amount: number;
  readonly reversed: number;
  readonly redemptionId: string;
  readonly leaseId: LeaseId | null;
  readonly grantedBy: 'trust' | 'override' | null;
}

export interface NewReversal {
  readonly entryId: number;
  readonly account: AccountKey;
  /** What is taken back; below 0 in the first line of a move between the free part and a lease. */
  readonly amount: number;
  /** The rollback or void that takes it back. */
  readonly redemptionId: string;
  /** The lease it goes back on; null where it goes to the free part. */
  readonly leaseId: LeaseId | null;
}

/** What is written of a till's sale beside its draws. */
export interface NewSale {
  readonly sale: Sale;
  readonly decision: Decision;
  readonly deviceId: DeviceId;
  readonly soldMs: EpochMs;
}

/** A sale as it stands in the book. */
export interface BookedSale {
  readonly orderId: OrderId;
  readonly deviceId: DeviceId;
  /** Those that stand for a voucher or tier, in the order in which they were applied; a parent is not among them. */
  readonly redemptionIds: readonly RedemptionId[];
  readonly rolledBack: readonly string[];
}

export interface TakenBack {
  readonly orderId: OrderId;
  readonly reason: string | null;
  readonly deviceId: DeviceId;
  readonly atMs: EpochMs;
  /** Redemptions nothing is left of, each with the id of its rollback; all of a stacked redemption, or none. */
  readonly rollbacks: readonly {readonly redemptionId: RedemptionId; readonly rollbackId: string}[];
  /** Of the parent, where they are children of one. */
  readonly parentRollbackId: string;
}

export interface SaleWrites {
  /** Order and redemptions, exactly as the till granted them. A second order or redemption of one id is an error. */
  recordSale(sale: NewSale): Promise<void>;
  /** A till's sale by its order, locked; null where there is none. */
  lockSale(orderId: OrderId): Promise<BookedSale | null>;
  /** Marks redemptions as rolled back and the order as cancelled, the way the REST API does. */
  takeBackSale(taken: TakenBack): Promise<void>;
  /** Adds to the append-only book; accounts or leases were moved by the same transaction. */
  insertEntries(entries: readonly NewEntry[]): Promise<void>;
  /** What these redemptions drew, oldest first, locked. */
  lockEntries(redemptionIds: readonly string[]): Promise<readonly PostedEntry[]>;
  /** Takes back parts of locked entries. More than an entry gave is an error of the caller. */
  insertReversals(reversals: readonly NewReversal[]): Promise<void>;
  /** Notes that a manager's word was used; false where it was used before. */
  spendOverride(overrideId: OverrideId, operationId: OperationId): Promise<boolean>;
}
