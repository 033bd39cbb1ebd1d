/**
 * The book of record as intake and leases know it: what they ask of it and what they write into it. PostgreSQL
 * is one (sync/storage/pg-sync-store.ts); the simulation has one in memory. Everything is of one project.
 *
 * Always: a transaction happens as a whole or not at all, and nothing is answered before it is committed. Locks are
 * taken in one order: epoch, accounts (by key), leases, devices. The database, not its caller, enforces
 * committed − over ≤ limit, no counter below 0, reversed ≤ amount, and one row per key.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {CustomerId, DeviceId, ProjectId, StaffId, StoreId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {NewConflict} from '../conflicts/new-conflict.ts';
import type {Finding} from '../intake/finding.ts';
import type {AccountReads, AccountWrites} from './account-book.ts';
import type {LeaseReads, LeaseWrites} from './lease-book.ts';
import type {OperationReads, OperationWrites} from './operation-book.ts';
import type {RollbackReads, RollbackWrites} from './rollback-book.ts';
import type {SaleWrites} from './sale-book.ts';

/** What the server published of a document at one version. */
export interface KnownVersion {
  readonly hash: string;
  /** When the next version, or its withdrawal, was published; null while it is the newest. */
  readonly replacedAtMs: EpochMs | null;
}

export interface SyncReads extends AccountReads, LeaseReads, OperationReads, RollbackReads {
  /** null where there is no such till. */
  findDevice(deviceId: DeviceId): Promise<{readonly storeId: StoreId; readonly epoch: number} | null>;
  /** Of these receipt numbers those that a sale of this till bears. */
  findReceipts(deviceId: DeviceId, receiptNumbers: readonly string[]): Promise<Set<string>>;
  /** Of these ids those that exist. */
  findStaff(ids: readonly StaffId[]): Promise<Map<StaffId, StaffMember>>;
  /** What a customer's data is sealed with; `erased` where they were deleted for good, null where there is no key. */
  findCustomerKey(customerId: CustomerId): Promise<Uint8Array | 'erased' | null>;
  /** What was published of these documents at these versions, by `kind id`. */
  findVersions(documents: readonly Document[]): Promise<Map<string, KnownVersion>>;
}

export interface StaffMember {
  readonly role: 'cashier' | 'manager';
  readonly active: boolean;
  /** The one store they work in; absent: in all. */
  readonly storeId?: StoreId;
}

/** Who made an edit, where and when. */
export interface EditOrigin {
  readonly deviceId: DeviceId;
  readonly operationId: string;
  readonly occurredMs: EpochMs;
  readonly receivedMs: EpochMs;
}

export interface SyncTx
  extends SyncReads,
    AccountWrites,
    LeaseWrites,
    OperationWrites,
    SaleWrites,
    RollbackWrites {
  /**
   * Runs `work` so that its failure undoes only its own writes; the transaction goes on with `otherwise`. What ends
   * the whole transaction (a deadlock, a lost connection) is passed on.
   */
  inSavepoint<T>(work: () => Promise<T>, otherwise: (error: unknown) => Promise<T>): Promise<T>;
  /** Opens it once; one of the same id that is there already stays as it is. */
  openConflict(conflict: NewConflict): Promise<void>;
  /** Merges an edit made on a till (sync/edits). */
  applyEdit(edit: Edit, origin: EditOrigin): Promise<readonly Finding[]>;
  /** Notes that a till spoke, and how far its wall clock is off. */
  touchDevice(
    deviceId: DeviceId,
    seen: {readonly atMs: EpochMs; readonly clockSkewMs: number | null},
  ): Promise<void>;
}

export interface SyncStore {
  /**
   * Runs `work` in one transaction, again from the start where it lost against another (or threw `LostRace`). `work`
   * must therefore have no effect but its writes.
   */
  transact<T>(projectId: ProjectId, work: (tx: SyncTx) => Promise<T>): Promise<T>;
  /** Reads of what is committed. */
  read(projectId: ProjectId): SyncReads;
}
