import type {Document} from '../../shared/protocol/document.ts';
import {
  type CursorRow,
  type DocumentName,
  type DocumentVersion,
  type ReplicaRows,
  type ReplicaStore,
  startOfFeed,
} from '../till-replica/replica-store.ts';
import type {CacheDb, OtherDocument} from './cache-db.ts';
import {customerRow, productRow, voucherRow} from './document-row.ts';
import {dropCache} from './drop-cache.ts';

export async function readCursor(cache: CacheDb): Promise<CursorRow> {
  return (await cache.cursor.get(startOfFeed.stream)) ?? startOfFeed;
}

/** The cache database as the feed and the snapshot write it. Transactions of Dexie are ambient: see `dexie-ledger.ts`. */
export function dexieReplicaStore(cache: CacheDb): ReplicaStore {
  const {product, customer, voucher, block, chunk, other, tombstone, cursor} = cache;
  const rows = replicaRows(cache);
  const tables = {
    documents: [product, customer, voucher, other, tombstone, cursor],
    blocks: [block, chunk, voucher, cursor],
  };
  return {
    readCursor: rows.readCursor,
    chunks: rows.chunks,
    write: async (of, work) => cache.transaction('rw', tables[of], async () => work(rows)),
    async unpinBefore(beforeMs) {
      await voucher.where('pinnedAtMs').below(beforeMs).delete();
    },
    newStamp: () => crypto.randomUUID(),
    drop: () => dropCache(cache),
  };
}

function replicaRows(cache: CacheDb): ReplicaRows {
  const {voucher, block, chunk, cursor} = cache;
  return {
    readCursor: () => readCursor(cache),
    async putCursor(row) {
      await cursor.put(row);
    },
    versionsOf: names => versionsOf(cache, names),
    putDocuments: documents => putDocuments(cache, documents),
    async pinVouchers(documents, nowMs) {
      await voucher.bulkPut(
        documents.flatMap(one => (one.kind === 'voucher' ? [{...voucherRow(one), pinnedAtMs: nowMs}] : [])),
      );
    },
    bury: gone => bury(cache, gone),
    chunks: (from, to) => chunk.where('firstKey').between(from, to).toArray(),
    dropChunks: keys => (keys === 'all' ? chunk.clear() : chunk.bulkDelete([...keys])),
    async putChunks(rows) {
      await chunk.bulkPut([...rows]);
    },
    async dropBlocks(from, to) {
      await block.where('key').between(from, to).delete();
    },
    async blocks(keys) {
      return (await block.bulkGet([...keys])).flatMap(row => row ?? []);
    },
    async addBlocks(rows) {
      await block.bulkAdd([...rows]);
    },
    async looseVouchers(from, to) {
      const loose = await voucher.where('slot').between(from, to).toArray();
      return loose.map(({id, slot, document}) => ({id, slot, version: document.version}));
    },
    dropVouchers: ids => voucher.bulkDelete([...ids]),
  };
}

const ownTable = new Set(['product', 'customer', 'voucher']);

async function versionsOf(cache: CacheDb, names: readonly DocumentName[]): Promise<DocumentVersion[]> {
  const ids = (kind: string) => names.flatMap(name => (name.kind === kind ? [name.id] : []));
  const others = names.filter(({kind}) => !ownTable.has(kind));
  const tombstones = await cache.tombstone.bulkGet(names.map(({kind, id}) => [kind, id]));
  const rows = [
    ...(await cache.product.bulkGet(ids('product'))),
    ...(await cache.customer.bulkGet(ids('customer'))),
    ...(await cache.voucher.bulkGet(ids('voucher'))).filter(row => row?.pinnedAtMs === undefined),
    ...(await cache.other.bulkGet(others.map(({kind, id}) => [kind, id]))),
  ];
  const stored = rows.flatMap(row => (row === undefined ? [] : [row.document]));
  return [...tombstones.flatMap(row => row ?? []), ...stored];
}

async function putDocuments(cache: CacheDb, documents: readonly Document[]): Promise<void> {
  const of = <K extends Document['kind']>(kind: K) =>
    documents.filter((document): document is Extract<Document, {kind: K}> => document.kind === kind);
  await cache.product.bulkPut(of('product').map(productRow));
  await cache.customer.bulkPut(of('customer').map(customerRow));
  await cache.voucher.bulkPut(of('voucher').map(voucherRow));
  const others = documents.filter(isOther);
  await cache.other.bulkPut(others.map(document => ({kind: document.kind, id: document.id, document})));
}

function isOther(document: Document): document is OtherDocument {
  return !ownTable.has(document.kind);
}

async function bury(cache: CacheDb, gone: readonly DocumentVersion[]): Promise<void> {
  if (gone.length === 0) return;
  const ids = (kind: string) => gone.flatMap(name => (name.kind === kind ? [name.id] : []));
  await cache.product.bulkDelete(ids('product'));
  await cache.customer.bulkDelete(ids('customer'));
  await cache.voucher.bulkDelete(ids('voucher'));
  await cache.other.bulkDelete(gone.map(({kind, id}) => [kind, id]));
  await cache.tombstone.bulkPut(gone.map(({kind, id, version}) => ({kind, id, version})));
}
