/**
 * The cache database: a replica of what the server publishes. It may vanish at any time (a full disk, a new
 * schema) and is then pulled again, so it is written without flushes and has no migrations: its name carries
 * a hash of its schema, and another schema is another database.
 */
import type {Dexie, Table} from 'dexie';
import type {Product} from '../../shared/catalog/product.ts';
import type {Customer} from '../../shared/customer/customer.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {BlockRow, ChunkRow, CursorRow, DocumentVersion} from '../till-replica/replica-store.ts';
import {newDexie} from './new-dexie.ts';

/** The document as published, untouched, beside the keys it is found by: facts are hashed. */
interface Row<D> {
  readonly id: string;
  readonly document: D;
}
export interface ProductRow extends Row<Product> {
  readonly sourceId: string | null;
  readonly terms: readonly string[];
  readonly barcodes: readonly string[];
  readonly category: string;
}
export interface CustomerRow extends Row<Customer> {
  readonly terms: readonly string[];
}
export interface VoucherRow extends Row<Voucher> {
  /** Normal forms of the code for projects that mind the case, and for those that do not. */
  readonly exactCode: string;
  readonly foldedCode: string;
  /** Where it would lie in a snapshot: voucher-block.ts. */
  readonly slot: number;
  /** Fetched for one sale, and not kept up to date by the feed: when. */
  readonly pinnedAtMs?: number;
}

export type OtherDocument = Exclude<Document, {kind: 'product' | 'customer' | 'voucher'}>;
interface OtherRow extends Row<OtherDocument> {
  readonly kind: OtherDocument['kind'];
}

export type CacheDb = Dexie & {
  readonly product: Table<ProductRow, string>;
  readonly customer: Table<CustomerRow, string>;
  /** Vouchers that are newer than the blocks, or in none; `find-voucher.ts` looks in both. */
  readonly voucher: Table<VoucherRow, string>;
  readonly block: Table<BlockRow, number>;
  readonly chunk: Table<ChunkRow, number>;
  readonly other: Table<OtherRow, [kind: string, id: string]>;
  readonly tombstone: Table<DocumentVersion, [kind: string, id: string]>;
  readonly cursor: Table<CursorRow, string>;
  readonly accountView: Table<AccountView, string>;
};

const stores = {
  product: 'id, sourceId, category, *terms, *barcodes',
  customer: 'id, sourceId, *terms',
  voucher: 'id, exactCode, foldedCode, slot, pinnedAtMs',
  block: 'key',
  chunk: 'firstKey',
  other: '[kind+id], kind, [kind+document.sourceId]',
  tombstone: '[kind+id]',
  cursor: 'stream',
  accountView: 'account',
};

/** Raise when rows are built differently under an equal schema. */
const ROW_FORMAT = 2;

/** Names of all caches of a till start with this. */
export function cachePrefix(name: string): string {
  return `${name}-cache-`;
}

export function cacheDb(name: string): CacheDb {
  const schema = contentHash({stores, ROW_FORMAT}).slice(0, 8);
  const db = newDexie(cachePrefix(name) + schema, 'relaxed');
  db.version(1).stores(stores);
  return db as CacheDb;
}
