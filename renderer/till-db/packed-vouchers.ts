/** Reads vouchers out of the blocks in force. A few blocks stay unpacked in memory, under the stamp of the blocks. */
import {bucketOfCode, type PackedVoucher, readBlock} from '../../shared/protocol/voucher-block.ts';
import {blockKey, keyRange} from '../till-replica/block-key.ts';
import type {KeptSnapshot} from '../till-replica/replica-store.ts';
import type {CacheDb} from './cache-db.ts';

const mostKept = 32;

interface Kept {
  readonly stamp: string;
  /** By key, least recently used first. */
  readonly blocks: Map<number, readonly PackedVoucher[]>;
  /** Keys of blocks by ids that were looked for; null for ids that are in none. */
  readonly keysById: Map<string, number | null>;
}

const keptOf = new WeakMap<CacheDb, Kept>();

function keptUnder(cache: CacheDb, {stamp}: KeptSnapshot): Kept {
  const kept = keptOf.get(cache);
  if (kept?.stamp === stamp) return kept;
  const fresh: Kept = {stamp, blocks: new Map(), keysById: new Map()};
  keptOf.set(cache, fresh);
  return fresh;
}

/** Every voucher of the blocks where these codes would lie. Call inside the transaction that read `snapshot`. */
export async function packedBesideCodes(
  cache: CacheDb,
  snapshot: KeptSnapshot,
  codes: readonly string[],
): Promise<readonly PackedVoucher[]> {
  const {buckets} = snapshot;
  return readBlocks(
    cache,
    snapshot,
    codes.map(code => blockKey(buckets, bucketOfCode(code, buckets))),
  );
}

/**
 * Vouchers by id. A block says nothing of ids, so an id that nobody asked for yet costs a look through all blocks (a
 * second or two for a million vouchers): sales name codes, and hardly anybody types an id.
 */
export async function packedByIds(
  cache: CacheDb,
  snapshot: KeptSnapshot,
  ids: readonly string[],
): Promise<readonly PackedVoucher[]> {
  const {keysById} = keptUnder(cache, snapshot);
  const unknown = ids.filter(id => !keysById.has(id));
  if (unknown.length > 0) await findKeys(cache, snapshot, unknown, keysById);
  const found = await readBlocks(
    cache,
    snapshot,
    ids.flatMap(id => keysById.get(id) ?? []),
  );
  return found.filter(({id}) => ids.includes(id));
}

const scannedAtOnce = 512;
const mostIdsKept = 10_000;

async function findKeys(
  cache: CacheDb,
  {buckets}: KeptSnapshot,
  ids: readonly string[],
  keysById: Map<string, number | null>,
): Promise<void> {
  if (keysById.size > mostIdsKept) keysById.clear();
  const wanted = new Map(ids.map(id => [id, JSON.stringify(id)]));
  const {from, to} = keyRange(buckets);
  for (let first = from; first < to && wanted.size > 0; first += scannedAtOnce) {
    const rows = await cache.block
      .where('key')
      .between(first, Math.min(to, first + scannedAtOnce))
      .toArray();
    for (const {key, text} of rows) {
      for (const [id, quoted] of wanted) {
        if (!text.includes(quoted)) continue;
        keysById.set(id, key);
        wanted.delete(id);
      }
    }
  }
  for (const id of wanted.keys()) keysById.set(id, null);
}

async function readBlocks(
  cache: CacheDb,
  snapshot: KeptSnapshot,
  keys: readonly number[],
): Promise<readonly PackedVoucher[]> {
  const {blocks} = keptUnder(cache, snapshot);
  const wanted = [...new Set(keys)];
  const missing = wanted.filter(key => !blocks.has(key));
  const rows = missing.length === 0 ? [] : await cache.block.bulkGet(missing);
  const read = new Map<number, readonly PackedVoucher[]>();
  for (const key of wanted) {
    const row = rows[missing.indexOf(key)];
    const block = blocks.get(key) ?? (row === undefined ? [] : readBlock(row.text));
    read.set(key, block);
    blocks.delete(key);
    blocks.set(key, block);
  }
  for (const key of blocks.keys()) if (blocks.size > mostKept) blocks.delete(key);
  return [...read.values()].flat();
}
