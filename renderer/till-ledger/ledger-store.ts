/**
 * Where a till keeps its books: a few kinds of rows and transactions over them. Dexie keeps them on a real till
 * (till-db/dexie-ledger.ts), the simulation in memory.
 *
 * Always true of every implementation (test/contracts/ledger-store.ts):
 * - LS1 A `write` is kept whole or not at all; one that rejects changed nothing, unless the error came after the commit.
 * - LS2 Writes over a common kind of rows happen one after the other, and each reads what those before it wrote.
 * - LS3 When a write resolves, it survives a power cut.
 *
 * Inside a transaction only its own rows may be awaited: IndexedDB commits as soon as anything else is.
 */
import type {Lease} from '../../shared/ledger/lease.ts';
import type {OperationRow} from './operation-row.ts';
import type {StoredSale} from './stored-sale.ts';
import type {VoidedSale} from './voided-sale.ts';

export interface LedgerStore extends LedgerRows {
  read<Kind extends LedgerKind, Result>(
    kinds: readonly Kind[],
    work: (rows: Pick<LedgerRows, Kind>) => Promise<Result>,
  ): Promise<Result>;
  write<Kind extends LedgerKind, Result>(
    kinds: readonly Kind[],
    work: (rows: Pick<LedgerRows, Kind>) => Promise<Result>,
  ): Promise<Result>;
}

/** Used on the store itself, each call is a transaction of its own. */
export interface LedgerRows {
  readonly meta: Rows<MetaRow, string>;
  readonly lease: IndexedRows<Lease, string, 'account'>;
  readonly operation: IndexedRows<OperationRow, OperationKey, 'id' | 'state' | 'outcome' | 'kind'>;
  readonly sale: IndexedRows<StoredSale, string, 'operationId' | 'orderId'>;
  /** Sales that no screen has shown as completed yet. */
  readonly unshown: Rows<{readonly saleId: string}, string>;
  /** What was taken back of sales. */
  readonly voided: Rows<VoidedSale, string>;
  /** Overrides that were used: each is good once. */
  readonly usedOverride: Rows<{readonly id: string}, string>;
}
type LedgerKind = keyof LedgerRows;

/** `value` is parsed by the one file that owns the key. */
export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

export type OperationKey = [deviceId: string, epoch: number, sequence: number];

/** Rows of one kind by their key. A row is never changed in place, neither before nor after it was handed over. */
export interface Rows<Row, Key> {
  get(key: Key): Promise<Row | undefined>;
  put(row: Row): Promise<unknown>;
  /** Rejects where the key is taken. */
  add(row: Row): Promise<unknown>;
  delete(key: Key): Promise<void>;
}

/** Rows that are also found by what they hold. Lists are in order of keys; `having` goes value by value. */
export interface IndexedRows<Row, Key, Index extends string> extends Rows<Row, Key> {
  getMany(keys: readonly Key[]): Promise<(Row | undefined)[]>;
  putMany(rows: readonly Row[]): Promise<void>;
  deleteMany(keys: readonly Key[]): Promise<void>;
  all(): Promise<Row[]>;
  /** Rows with one of these values; with `limit` the first ones. */
  having(index: Index, values: readonly string[], limit?: number): Promise<Row[]>;
  count(index: Index, value: string): Promise<number>;
  /** The first `limit` rows from one key through another, both included. */
  between(from: Key, through: Key, limit: number): Promise<Row[]>;
}

/** What reading and writing single values needs: the store, and any transaction over `meta`. */
export interface MetaRows {
  readonly meta: Pick<Rows<MetaRow, string>, 'get' | 'put' | 'delete'>;
}
