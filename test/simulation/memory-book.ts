/**
 * The rows of the server's book in memory, one project's, with the checks the schema makes: what PostgreSQL would refuse
 * fails here as an assertion.
 */
import {assert} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {
  DeviceId,
  EditId,
  LeaseId,
  NoticeId,
  OrderId,
  OverrideId,
  RedemptionId,
  StaffId,
  StoreId,
} from '../../shared/kernel/id.ts';
import type {Account} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {FieldWrite} from '../../shared/merge/merge-edit.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {NewConflict} from '../../sync/conflicts/new-conflict.ts';
import type {EditRecord} from '../../sync/edits/edit-book.ts';
import type {BookedLease} from '../../sync/store/booked-lease.ts';
import type {EpochState} from '../../sync/store/device-epoch.ts';
import type {KeptOperation} from '../../sync/store/operation-book.ts';
import type {BookedNotice} from '../../sync/store/rollback-book.ts';
import type {StaffMember} from '../../sync/store/sync-store.ts';
import {newUndoLog, UndoableTable, type UndoLog} from './undoable-table.ts';

export interface DeviceRow {
  readonly deviceId: DeviceId;
  readonly storeId: StoreId;
  readonly name: string;
  readonly status: 'active' | 'revoked';
  readonly epoch: number;
  readonly leaseVersion: number;
  readonly lastSeenMs: EpochMs | null;
}

export interface EntryRow {
  readonly entryId: number;
  readonly account: AccountKey;
  /** Above 0 drawn, below 0 taken back. */
  readonly amount: number;
  readonly redemptionId: string;
  readonly leaseId: LeaseId | null;
  readonly reverses: number | null;
  readonly reversed: number;
  readonly grantedBy: 'trust' | 'override' | null;
}

export interface OrderRow {
  readonly orderId: OrderId;
  readonly deviceId: DeviceId;
  readonly receiptNumber: string;
  readonly redemptionIds: readonly RedemptionId[];
  readonly status: 'PAID' | 'CANCELED';
  readonly soldMs: EpochMs;
}

interface VersionRow {
  readonly hash: string;
  readonly publishedMs: EpochMs;
}

/** An operation as kept: its epoch is in the key. */
type OperationRow = KeptOperation & {readonly deviceId: DeviceId; readonly epoch: number};

export interface MemoryBook {
  readonly log: UndoLog;
  readonly accounts: UndoableTable<AccountKey, Account>;
  readonly leases: UndoableTable<LeaseId, BookedLease>;
  readonly entries: UndoableTable<number, EntryRow>;
  /** Ids of entries by redemption. */
  readonly entriesOf: UndoableTable<string, readonly number[]>;
  readonly epochs: UndoableTable<string, EpochState>;
  /** By `epochKey` and sequence: the till's own first, then forks. */
  readonly operations: UndoableTable<string, readonly OperationRow[]>;
  readonly operationIds: UndoableTable<string, string>;
  readonly orders: UndoableTable<OrderId, OrderRow>;
  /** Every redemption by id: its order. */
  readonly redemptions: UndoableTable<string, OrderId>;
  /** What was rolled back: by which rollback. */
  readonly rollbacks: UndoableTable<string, string>;
  /** Rollbacks elsewhere of what tills sold. */
  readonly notices: UndoableTable<NoticeId, BookedNotice>;
  readonly overrides: UndoableTable<OverrideId, string>;
  readonly conflicts: UndoableTable<string, NewConflict>;
  readonly devices: UndoableTable<DeviceId, DeviceRow>;
  readonly staff: UndoableTable<StaffId, StaffMember>;
  readonly documents: UndoableTable<string, Document>;
  /** By `kind id`: every version ever published. */
  readonly versions: UndoableTable<string, ReadonlyMap<number, VersionRow>>;
  /** By `kind id`: when each field was last written. */
  readonly fieldWrites: UndoableTable<string, ReadonlyMap<string, FieldWrite>>;
  readonly edits: UndoableTable<EditId, EditRecord>;
  readonly sequence: UndoableTable<'entry', number>;
}

export function newMemoryBook(): MemoryBook {
  const log = newUndoLog();
  return {
    log,
    accounts: new UndoableTable(log),
    leases: new UndoableTable(log),
    entries: new UndoableTable(log),
    entriesOf: new UndoableTable(log),
    epochs: new UndoableTable(log),
    operations: new UndoableTable(log),
    operationIds: new UndoableTable(log),
    orders: new UndoableTable(log),
    redemptions: new UndoableTable(log),
    rollbacks: new UndoableTable(log),
    notices: new UndoableTable(log),
    overrides: new UndoableTable(log),
    conflicts: new UndoableTable(log),
    devices: new UndoableTable(log),
    staff: new UndoableTable(log),
    documents: new UndoableTable(log),
    versions: new UndoableTable(log),
    fieldWrites: new UndoableTable(log),
    edits: new UndoableTable(log),
    sequence: new UndoableTable(log),
  };
}

export function epochKey({deviceId, epoch}: {readonly deviceId: DeviceId; readonly epoch: number}): string {
  return `${deviceId} ${epoch}`;
}

/** The CHECKs of table `account`. */
export function putAccount(book: MemoryBook, account: Account): void {
  const {key, limit, committed, held, over, target = limit, exposure = 0} = account;
  for (const count of [limit, committed, held, over, target, exposure])
    assert(Number.isSafeInteger(count) && count >= 0, `account ${key}: ${JSON.stringify(account)}`);
  assert(committed - over <= limit, `account ${key}: committed ${committed} − over ${over} > limit ${limit}`);
  assert(held <= committed && over <= committed, `account ${key}: held or over beyond committed`);
  book.accounts.set(key, account);
}

/** The CHECKs and unique indexes of table `lease`. */
export function putLease(book: MemoryBook, lease: BookedLease): void {
  for (const count of [lease.granted, lease.consumed, lease.refunded, lease.returned, lease.writtenOff])
    assert(Number.isSafeInteger(count) && count >= 0, `lease ${lease.id}: ${JSON.stringify(lease)}`);
  assert((lease.awaiting ?? 0) >= 0, `lease ${lease.id}: ${lease.awaiting} awaiting`);
  assert(remaining(lease) >= 0, `lease ${lease.id}: less than nothing left`);
  assert(book.accounts.get(lease.account) !== undefined, `lease ${lease.id}: no account ${lease.account}`);
  if (book.leases.get(lease.id) === undefined && lease.state !== 'W') {
    for (const other of book.leases.rows.values())
      assert(
        other.account !== lease.account ||
          other.deviceId !== lease.deviceId ||
          other.epoch !== lease.epoch ||
          other.state === 'W',
        `lease ${lease.id}: a second one of ${lease.deviceId} on ${lease.account}`,
      );
  }
  book.leases.set(lease.id, lease);
}

/** The CHECKs of table `reversal_notice`. */
export function putNotice(book: MemoryBook, notice: BookedNotice): void {
  const {id, amount, voided, deviceId, account} = notice;
  assert(amount > 0 && voided >= 0 && voided <= amount, `notice ${id}: ${voided} of ${amount}`);
  assert(
    book.devices.get(deviceId) !== undefined && book.accounts.get(account) !== undefined,
    `notice ${id}`,
  );
  book.notices.set(id, notice);
}

/** The CHECKs of table `entry`. */
export function putEntry(book: MemoryBook, given: Omit<EntryRow, 'entryId'>): void {
  assert(given.amount !== 0, 'an entry of nothing');
  assert(book.accounts.get(given.account) !== undefined, `entry: no account ${given.account}`);
  const entryId = (book.sequence.get('entry') ?? 0) + 1;
  book.sequence.set('entry', entryId);
  book.entries.set(entryId, {...given, entryId});
  const {redemptionId} = given;
  book.entriesOf.set(redemptionId, [...(book.entriesOf.get(redemptionId) ?? []), entryId]);
}
