/**
 * The server's book of record in memory: transactions one after another, all or nothing, with the checks and unique keys
 * of the schema as assertions and places where a simulation may let it fail. A write of an account or a lease that was not
 * locked first is an assertion too: in PostgreSQL it would be a lost update.
 */
import {assert, present} from '../../shared/kernel/assert.ts';
import type {ContentHash} from '../../shared/kernel/content-hash.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, StaffId} from '../../shared/kernel/id.ts';
import {openAccount} from '../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import {openCounter} from '../../shared/ledger/draw-within.ts';
import {askedBackWhole, remaining} from '../../shared/ledger/lease.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {Finding} from '../../sync/intake/finding.ts';
import {askBack} from '../../sync/store/ask-back.ts';
import {LostRace} from '../../sync/store/lost-race.ts';
import type {EditOrigin, StaffMember, SyncReads, SyncStore, SyncTx} from '../../sync/store/sync-store.ts';
import {
  type DeviceRow,
  epochKey,
  type MemoryBook,
  newMemoryBook,
  putAccount,
  putEntry,
  putLease,
  putNotice,
} from './memory-book.ts';
import {memorySyncReads} from './memory-sync-reads.ts';
import {undoTo} from './undoable-table.ts';

/** Thrown into a transaction whose server died. */
export class ServerCrashed extends Error {
  override readonly name = 'ServerCrashed';
}

/**
 * Where a simulation may let a transaction fail: by throwing. Before: nothing was written (`LostRace` has it run again, as
 * PostgreSQL's 40001 does). After: everything was, and nobody is answered. `step` is asked at each statement.
 */
interface StoreFaults {
  step?(): void;
  beforeCommit?(): void;
  afterCommit?(): void;
}

export type MemoryApplyEdit = (
  book: MemoryBook,
  edit: Edit,
  origin: EditOrigin,
) => Promise<readonly Finding[]> | readonly Finding[];

export interface MemorySyncStore extends SyncStore {
  /** To look at; written by transactions only. */
  readonly book: MemoryBook;
  faults: StoreFaults;
  /** The server process dies: what is under way is undone and never answered. */
  crash(): void;
  addStaff(id: StaffId, member: StaffMember): void;
  addDevice(device: Pick<DeviceRow, 'deviceId' | 'storeId' | 'name'>): void;
  /** Starts the till's next epoch and suspends the leases of the one before; answers its number. */
  enrol(deviceId: DeviceId): number;
  /** Suspends its leases and grants no more. */
  revoke(deviceId: DeviceId): void;
  openAccount(key: AccountKey, limit: number): void;
  /** As the book of record publishes it: the present version, and in the history a replay checks against. */
  publish(document: Document, atMs: EpochMs): ContentHash;
  /** Everything as it is committed now; `restore` goes back to it. */
  snapshot(): () => void;
}

const tries = 5;

export function memorySyncStore(applyEdit: MemoryApplyEdit = refuseEdit): MemorySyncStore {
  const book = newMemoryBook();
  const reads = memorySyncReads(book);
  let queue: Promise<unknown> = Promise.resolve();
  let life = 0;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const born = life;
    const turn = queue.then(() => {
      if (born !== life) throw new ServerCrashed('the server died');
      return work();
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  /** Setting up is not a transaction of the server: it is committed at once. */
  const atOnce = (work: () => void): void => {
    assert(book.log.steps.length === 0, 'a transaction is under way');
    work();
    book.log.steps.length = 0;
  };
  const store: MemorySyncStore = {
    book,
    faults: {},
    transact: (_projectId, work) =>
      inTurn(async () => {
        const born = life;
        for (let attempt = 1; ; attempt += 1) {
          const alive = (): void => {
            if (born !== life) throw new ServerCrashed('the server died');
            store.faults.step?.();
          };
          try {
            const result = await work(memorySyncTx(book, reads, applyEdit, alive));
            if (born !== life) throw new ServerCrashed('the server died');
            store.faults.beforeCommit?.();
            book.log.steps.length = 0;
            store.faults.afterCommit?.();
            return result;
          } catch (error) {
            if (born === life) undoTo(book.log, 0);
            if (!(error instanceof LostRace) || attempt >= tries) throw error;
          }
        }
      }),
    read: () => inTurnReads(reads, inTurn),
    crash() {
      life += 1;
      undoTo(book.log, 0);
      queue = Promise.resolve();
    },
    addStaff: (id, member) => atOnce(() => book.staff.set(id, member)),
    addDevice: device =>
      atOnce(() =>
        book.devices.set(device.deviceId, {
          ...device,
          status: 'active',
          epoch: 0,
          leaseVersion: 1,
          lastSeenMs: null,
        }),
      ),
    enrol(deviceId) {
      const device = present(book.devices.get(deviceId), deviceId);
      const epoch = device.epoch + 1;
      atOnce(() => {
        suspend(book, deviceId);
        book.devices.set(deviceId, {...device, epoch, leaseVersion: device.leaseVersion + 1});
        book.epochs.set(epochKey({deviceId, epoch}), {
          appliedSequence: 0,
          headHash: null,
          session: null,
          formerSession: null,
          suspectSession: null,
          standing: 'good',
        });
      });
      return epoch;
    },
    revoke(deviceId) {
      const device = present(book.devices.get(deviceId), deviceId);
      atOnce(() => {
        suspend(book, deviceId);
        book.devices.set(deviceId, {...device, status: 'revoked', leaseVersion: device.leaseVersion + 1});
      });
    },
    openAccount: (key, limit) => atOnce(() => putAccount(book, openAccount(key, limit))),
    publish(document, atMs) {
      const hash = contentHash(document);
      atOnce(() => {
        const key = `${document.kind} ${document.id}`;
        book.documents.set(key, document);
        const versions = new Map(book.versions.get(key));
        versions.set(document.version, {hash, publishedMs: atMs});
        book.versions.set(key, versions);
      });
      return hash;
    },
    snapshot: () => snapshotOf(book),
  };
  return store;
}

function refuseEdit(): never {
  throw new Error('this book takes no edits');
}

/** Reads outside a transaction see what is committed: they wait for the one under way. */
function inTurnReads(reads: SyncReads, inTurn: <T>(work: () => Promise<T>) => Promise<T>): SyncReads {
  return {
    readAccounts: accounts => inTurn(() => reads.readAccounts(accounts)),
    listHolders: accounts => inTurn(() => reads.listHolders(accounts)),
    sumHeldByTills: (account, sinceMs) => inTurn(() => reads.sumHeldByTills(account, sinceMs)),
    listLastUses: accounts => inTurn(() => reads.listLastUses(accounts)),
    leaseScopes: accounts => inTurn(() => reads.leaseScopes(accounts)),
    listTrustCampaigns: () => inTurn(() => reads.listTrustCampaigns()),
    readSettings: () => inTurn(() => reads.readSettings()),
    findLease: id => inTurn(() => reads.findLease(id)),
    listLeases: till => inTurn(() => reads.listLeases(till)),
    listTillLeases: deviceId => inTurn(() => reads.listTillLeases(deviceId)),
    readLeaseVersion: deviceId => inTurn(() => reads.readLeaseVersion(deviceId)),
    findLeases: (deviceId, ids) => inTurn(() => reads.findLeases(deviceId, ids)),
    listHomeVouchers: (storeId, nowMs) => inTurn(() => reads.listHomeVouchers(storeId, nowMs)),
    listStoreTills: storeId => inTurn(() => reads.listStoreTills(storeId)),
    readEpoch: till => inTurn(() => reads.readEpoch(till)),
    findReceipts: (deviceId, numbers) => inTurn(() => reads.findReceipts(deviceId, numbers)),
    listQuarantined: (deviceId, kind) => inTurn(() => reads.listQuarantined(deviceId, kind)),
    findDevice: deviceId => inTurn(() => reads.findDevice(deviceId)),
    findCustomerKey: customerId => inTurn(() => reads.findCustomerKey(customerId)),
    listNotices: deviceId => inTurn(() => reads.listNotices(deviceId)),
    findNotice: id => inTurn(() => reads.findNotice(id)),
    findStaff: ids => inTurn(() => reads.findStaff(ids)),
    findVersions: documents => inTurn(() => reads.findVersions(documents)),
  };
}

function suspend(book: MemoryBook, deviceId: DeviceId, epoch: number | null = null): boolean {
  let found = false;
  for (const lease of book.leases.rows.values()) {
    if (lease.deviceId !== deviceId || lease.state !== 'A' || (epoch !== null && lease.epoch !== epoch))
      continue;
    book.leases.set(lease.id, {...askedBackWhole(lease), state: 'X'});
    found = true;
  }
  return found;
}

function bump(book: MemoryBook, deviceId: DeviceId): void {
  const device = present(book.devices.get(deviceId), deviceId);
  book.devices.set(deviceId, {...device, leaseVersion: device.leaseVersion + 1});
}

/** One transaction's view. Locks only note that they were taken: nothing else runs meanwhile. */
function memorySyncTx(
  book: MemoryBook,
  reads: SyncReads,
  applyEdit: MemoryApplyEdit,
  alive: () => void,
): SyncTx {
  const lockedAccounts = new Set<string>();
  const lockedLeases = new Set<string>();
  const lockedEntries = new Set<number>();
  const lockedNotices = new Set<string>();
  return {
    ...reads,
    async openAccounts(accounts) {
      alive();
      for (const {account, limit} of accounts)
        if (book.accounts.get(account) === undefined) putAccount(book, openAccount(account, limit));
    },
    async openCounters(accounts) {
      alive();
      for (const key of accounts)
        if (isCounter(key) && book.accounts.get(key) === undefined) putAccount(book, openCounter(key));
    },
    async lockAccounts(accounts) {
      alive();
      const keys = [...new Set(accounts)].sort();
      for (const key of keys) lockedAccounts.add(key);
      return reads.readAccounts(keys);
    },
    async writeAccounts(accounts) {
      alive();
      for (const account of accounts) {
        assert(lockedAccounts.has(account.key), `${account.key} is written without its lock`);
        assert(book.accounts.get(account.key) !== undefined, `${account.key} was never opened`);
        putAccount(book, account);
      }
    },
    async lockLeases(till, accounts) {
      alive();
      const wanted = new Set<string>(accounts);
      const found = [...book.leases.rows.values()].filter(
        one =>
          one.deviceId === till.deviceId &&
          one.epoch === till.epoch &&
          one.state !== 'W' &&
          wanted.has(one.account),
      );
      for (const {id} of found) lockedLeases.add(id);
      return new Map(found.map(lease => [lease.account, lease]));
    },
    async lockLeasesById(deviceId, ids) {
      alive();
      const found = await reads.findLeases(deviceId, [...new Set(ids)]);
      for (const id of found.keys()) lockedLeases.add(id);
      return found;
    },
    async saveLeases(leases) {
      alive();
      for (const lease of leases) {
        const isNew = book.leases.get(lease.id) === undefined;
        assert(isNew || lockedLeases.has(lease.id), `lease ${lease.id} is written without its lock`);
        if (isNew) lockedLeases.add(lease.id);
        putLease(book, lease);
      }
    },
    async recallLeases(accounts, except, spare = null) {
      alive();
      const wanted = new Set<string>(accounts);
      const told = new Set<DeviceId>();
      for (const lease of book.leases.rows.values()) {
        if (!wanted.has(lease.account) || remaining(lease) === 0 || lease.deviceId === except) continue;
        const asked = askBack(lease, spare);
        if (asked === null) continue;
        book.leases.set(lease.id, asked);
        told.add(lease.deviceId);
      }
      return [...told];
    },
    async renewLeases(till, {dueMs, expiresAtMs}) {
      alive();
      let renewed = 0;
      for (const lease of book.leases.rows.values()) {
        if (lease.deviceId !== till.deviceId || lease.epoch !== till.epoch || lease.state !== 'A') continue;
        if (lease.recalled || remaining(lease) === 0 || lease.expiresAtMs >= dueMs) continue;
        book.leases.set(lease.id, {...lease, expiresAtMs});
        renewed += 1;
      }
      return renewed;
    },
    async suspendLeases(till) {
      alive();
      if (suspend(book, till.deviceId, till.epoch)) bump(book, till.deviceId);
    },
    async bumpLeaseVersions(deviceIds) {
      alive();
      for (const deviceId of new Set(deviceIds)) bump(book, deviceId);
    },
    async lockEpoch(till) {
      alive();
      return book.epochs.get(epochKey(till)) ?? null;
    },
    async saveEpoch(till, state) {
      alive();
      assert(book.epochs.get(epochKey(till)) !== undefined, `no epoch ${epochKey(till)}`);
      book.epochs.set(epochKey(till), state);
    },
    async findOperations(till, sequences) {
      alive();
      const found = [...new Set(sequences)].flatMap(
        sequence => book.operations.get(`${epochKey(till)} ${sequence}`) ?? [],
      );
      return found.sort((a, b) => Number(a.forked) - Number(b.forked) || a.sequence - b.sequence);
    },
    async keepOperation(till, operation, replaces) {
      alive();
      keepOperation(book, {...operation, deviceId: till.deviceId, epoch: till.epoch}, replaces);
    },
    async recordSale({sale, deviceId, soldMs}) {
      alive();
      assert(book.orders.get(sale.orderId) === undefined, `order ${sale.orderId} is there already`);
      const redemptionIds = sale.redemptions.map(redemption => redemption.id);
      const {parentRedemptionId, receiptNumber} = sale;
      for (const id of [...redemptionIds, ...(parentRedemptionId === null ? [] : [parentRedemptionId])]) {
        assert(book.redemptions.get(id) === undefined, `redemption ${id} is there already`);
        book.redemptions.set(id, sale.orderId);
      }
      book.orders.set(sale.orderId, {
        orderId: sale.orderId,
        deviceId,
        receiptNumber,
        redemptionIds,
        status: 'PAID',
        soldMs,
      });
    },
    async lockSale(orderId) {
      alive();
      const order = book.orders.get(orderId);
      if (order === undefined) return null;
      const {deviceId, redemptionIds} = order;
      const rolledBack = redemptionIds.filter(id => book.rollbacks.get(id) !== undefined);
      return {orderId, deviceId, redemptionIds, rolledBack};
    },
    async takeBackSale({orderId, rollbacks}) {
      alive();
      for (const {redemptionId, rollbackId} of rollbacks) {
        assert(book.rollbacks.get(redemptionId) === undefined, `${redemptionId} was rolled back before`);
        book.rollbacks.set(redemptionId, rollbackId);
      }
      book.orders.set(orderId, {...present(book.orders.get(orderId), orderId), status: 'CANCELED'});
    },
    async insertEntries(entries) {
      alive();
      for (const {grantedBy, ...entry} of entries)
        putEntry(book, {...entry, reverses: null, reversed: 0, grantedBy: grantedBy ?? null});
    },
    async lockEntries(redemptionIds) {
      alive();
      const ids = [...new Set(redemptionIds)].flatMap(id => book.entriesOf.get(id) ?? []);
      const found = ids
        .sort((a, b) => a - b)
        .map(id => present(book.entries.get(id), `entry ${id}`))
        .filter(entry => entry.amount > 0);
      for (const {entryId} of found) lockedEntries.add(entryId);
      return found;
    },
    async insertReversals(reversals) {
      alive();
      for (const {entryId, account, amount, redemptionId, leaseId} of reversals) {
        assert(lockedEntries.has(entryId), `entry ${entryId} is taken back without its lock`);
        const entry = present(book.entries.get(entryId), `entry ${entryId}`);
        const reversed = entry.reversed + amount;
        assert(
          reversed >= 0 && reversed <= entry.amount,
          `entry ${entryId}: ${reversed} of ${entry.amount} taken back`,
        );
        book.entries.set(entryId, {...entry, reversed});
        putEntry(book, {
          account,
          amount: -amount,
          redemptionId,
          leaseId,
          reverses: entryId,
          reversed: 0,
          grantedBy: null,
        });
      }
    },
    async lockNotices(redemptionIds) {
      alive();
      const found = [...book.notices.rows.values()]
        .filter(one => redemptionIds.includes(one.redemptionId) && !one.settled)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const {id} of found) lockedNotices.add(id);
      return found;
    },
    async saveNotices(notices) {
      alive();
      for (const notice of notices) {
        const isNew = book.notices.get(notice.id) === undefined;
        assert(isNew || lockedNotices.has(notice.id), `notice ${notice.id} is written without its lock`);
        putNotice(book, notice);
      }
    },
    async spendOverride(overrideId, operationId) {
      alive();
      if (book.overrides.get(overrideId) !== undefined) return false;
      book.overrides.set(overrideId, operationId);
      return true;
    },
    async inSavepoint(work, otherwise) {
      alive();
      const mark = book.log.steps.length;
      try {
        return await work();
      } catch (error) {
        if (error instanceof LostRace || error instanceof ServerCrashed) throw error;
        alive();
        undoTo(book.log, mark);
        return otherwise(error);
      }
    },
    async openConflict(conflict) {
      alive();
      if (book.conflicts.get(conflict.id) === undefined) book.conflicts.set(conflict.id, conflict);
    },
    async applyEdit(edit, origin) {
      alive();
      return applyEdit(book, edit, origin);
    },
    async touchDevice(deviceId, {atMs}) {
      alive();
      book.devices.set(deviceId, {...present(book.devices.get(deviceId), deviceId), lastSeenMs: atMs});
    },
  };
}

/** Unique: one of the till's own per sequence, one per hash, one applied operation of an id. */
function keepOperation(
  book: MemoryBook,
  operation: Parameters<SyncTx['keepOperation']>[1] & {readonly deviceId: DeviceId; readonly epoch: number},
  replaces: string | undefined,
): void {
  const key = `${epochKey(operation)} ${operation.sequence}`;
  const there = (book.operations.get(key) ?? []).filter(
    one => one.outcome !== 'quarantined' || (one.hash !== replaces && one.hash !== operation.hash),
  );
  if (there.some(one => one.hash === operation.hash)) return;
  assert(operation.forked || there.every(one => one.forked), `${key}: a second operation of the till's own`);
  if (operation.outcome !== 'quarantined') {
    const named = book.operationIds.get(operation.operationId);
    assert(named === undefined, `operation id ${operation.operationId} is taken by ${named}`);
    book.operationIds.set(operation.operationId, key);
  }
  book.operations.set(key, operation.forked ? [...there, operation] : [operation, ...there]);
}

/** Copies of all tables; rows are never changed, so a copy is only its map. */
function snapshotOf(book: MemoryBook): () => void {
  assert(book.log.steps.length === 0, 'a transaction is under way');
  const restores: (() => void)[] = [];
  const keep = <K, V>(table: {
    readonly rows: ReadonlyMap<K, V>;
    replaceAll(rows: ReadonlyMap<K, V>): void;
  }): void => {
    const rows = new Map(table.rows);
    restores.push(() => table.replaceAll(rows));
  };
  const {log: _, ...tables} = book;
  keep(tables.accounts);
  keep(tables.fieldWrites);
  keep(tables.edits);
  keep(tables.leases);
  keep(tables.entries);
  keep(tables.entriesOf);
  keep(tables.epochs);
  keep(tables.operations);
  keep(tables.operationIds);
  keep(tables.orders);
  keep(tables.redemptions);
  keep(tables.rollbacks);
  keep(tables.notices);
  keep(tables.overrides);
  keep(tables.conflicts);
  keep(tables.devices);
  keep(tables.staff);
  keep(tables.documents);
  keep(tables.versions);
  keep(tables.sequence);
  return () => {
    for (const restore of restores) restore();
  };
}
