import type {ProjectSettings} from '../../shared/decision/facts.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, LeaseId, StoreId, VoucherId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {NeedWindow} from './ask-back.ts';
import type {BookedLease} from './booked-lease.ts';
import type {DeviceEpoch} from './device-epoch.ts';

/** An account of a store's own voucher. */
export interface HomeAccount {
  readonly voucherId: VoucherId;
  readonly account: AccountKey;
  readonly limit: number;
  /** A code of many uses: every till of the store gets a part. */
  readonly shared: boolean;
}

/** What bounds leases of an account beyond its own book. */
export interface LeaseScope {
  /** The campaign behind it, as published: of its voucher, tier or counter, or whose trust it is; null where none is. */
  readonly campaign: Campaign | null;
  /** Active tills that may ask for a part of it: those of its voucher's home store, else all. */
  readonly tills: number;
}

export interface LeaseReads {
  /** Of every account asked. */
  leaseScopes(accounts: readonly AccountKey[]): Promise<Map<AccountKey, LeaseScope>>;
  /** Campaigns, as published, that are on and whose offline policy is `trust_up_to`; by id. */
  listTrustCampaigns(): Promise<readonly Campaign[]>;
  /** As published. */
  readSettings(): Promise<ProjectSettings>;
  /** What a till has in all its epochs of which something is left or awaits its word, by account. */
  listTillLeases(deviceId: DeviceId): Promise<readonly BookedLease[]>;
  /** A lease of any till, as last committed. */
  findLease(id: LeaseId): Promise<BookedLease | null>;
  /** The leases of this device and epoch that have something left, by account. */
  listLeases(till: DeviceEpoch): Promise<readonly BookedLease[]>;
  /** Changes whenever a till should look at its leases again. */
  readLeaseVersion(deviceId: DeviceId): Promise<number>;
  /** Those of `ids` that are leases of this till, in any of its epochs, as last committed. */
  findLeases(deviceId: DeviceId, ids: readonly LeaseId[]): Promise<Map<LeaseId, BookedLease>>;
  /** The accounts of a store's own vouchers that are not over and have something free. */
  listHomeVouchers(storeId: StoreId, nowMs: EpochMs): Promise<readonly HomeAccount[]>;
  /** The active tills of a store by id. */
  listStoreTills(storeId: StoreId): Promise<readonly DeviceId[]>;
}

export interface LeaseWrites {
  /** This till's leases on `accounts`, locked. Lock the accounts first. */
  lockLeases(till: DeviceEpoch, accounts: readonly AccountKey[]): Promise<Map<AccountKey, BookedLease>>;
  /** The same by id, in any of its epochs. Another till's are not found. */
  lockLeasesById(deviceId: DeviceId, ids: Iterable<LeaseId>): Promise<Map<LeaseId, BookedLease>>;
  /** Writes new and changed leases; what was there must be locked by this transaction. */
  saveLeases(leases: readonly BookedLease[]): Promise<void>;
  /**
   * Marks what tills but `except` hold of `accounts`, which are locked, as asked back, or with `spare` what is above the
   * need of their sales in progress; answers who has to be told.
   */
  recallLeases(
    accounts: readonly AccountKey[],
    except: DeviceId | null,
    spare?: NeedWindow | null,
  ): Promise<readonly DeviceId[]>;
  /** Moves the end of this till's active leases to `expiresAtMs` where it comes before `dueMs`; answers how many. */
  renewLeases(
    till: DeviceEpoch,
    end: {readonly dueMs: EpochMs; readonly expiresAtMs: EpochMs},
  ): Promise<number>;
  /** Suspends and asks back every active lease of this epoch; nothing is freed. */
  suspendLeases(till: DeviceEpoch): Promise<void>;
  /** Tells tills to look at their leases. The last locks of a transaction, in one order. */
  bumpLeaseVersions(deviceIds: readonly DeviceId[]): Promise<void>;
}
