/**
 * The till's vouchers: packed in blocks, and loose beside them what is newer or in no block. Of a voucher that is in
 * both the newer version counts; one that was deleted since is gone.
 */
import type {Table} from 'dexie';
import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {PackedVoucher} from '../../shared/protocol/voucher-block.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {newestVouchers} from '../till-replica/newest-vouchers.ts';
import type {KeptSnapshot} from '../till-replica/replica-store.ts';
import type {CacheDb} from './cache-db.ts';
import {readCursor} from './dexie-replica-store.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {packedBesideCodes, packedByIds} from './packed-vouchers.ts';
import {readOther} from './read-other.ts';

/** The voucher or gift card with this code, compared as the project compares codes; null when unknown here. */
export async function findVoucher({cache}: TillDatabases, code: string): Promise<Voucher | null> {
  const tables = [...voucherTables(cache), cache.other];
  const [found] = await cache.transaction('r', tables, async () => {
    const [settings, {snapshot}] = await Promise.all([
      readOther(cache, 'settings', 'settings'),
      readCursor(cache),
    ]);
    const caseSensitive = settings?.codesCaseSensitive ?? false;
    return vouchersByCode(cache, snapshot, [normaliseCode(code, caseSensitive)], caseSensitive);
  });
  return found ?? null;
}

/** Vouchers by id; unknown ones are left out. */
export function readVouchers({cache}: TillDatabases, ids: readonly string[]): Promise<Voucher[]> {
  return cache.transaction('r', voucherTables(cache), async () => {
    const {snapshot} = await readCursor(cache);
    return vouchersById(cache, snapshot, [...new Set(ids)]);
  });
}

/** What a look at the vouchers reads: other transactions that look at them name these tables too. */
export function voucherTables({cursor, voucher, block, tombstone}: CacheDb): Table[] {
  return [cursor, voucher, block, tombstone];
}

/**
 * `codes` are in the normal form that goes with `caseSensitive`. Call inside a transaction over `voucherTables` that read
 * `snapshot`.
 */
export async function vouchersByCode(
  cache: CacheDb,
  snapshot: KeptSnapshot | undefined,
  codes: readonly string[],
  caseSensitive: boolean,
): Promise<Voucher[]> {
  const index = caseSensitive ? 'exactCode' : 'foldedCode';
  const [rows, neighbours] = await Promise.all([
    cache.voucher.where(index).anyOf(codes).toArray(),
    snapshot === undefined ? [] : packedBesideCodes(cache, snapshot, codes),
  ]);
  const asked = new Set(codes);
  const isAsked = ({code}: {readonly code: string}) => asked.has(normaliseCode(code, caseSensitive));
  const loose = rows.map(row => row.document);
  return (await newest(cache, loose, neighbours.filter(isAsked))).filter(isAsked);
}

/** Call inside a transaction over `voucherTables` that read `snapshot`. */
export async function vouchersById(
  cache: CacheDb,
  snapshot: KeptSnapshot | undefined,
  ids: readonly string[],
): Promise<Voucher[]> {
  const rows = await cache.voucher.bulkGet([...ids]);
  const loose = rows.flatMap(row => (row === undefined ? [] : [row.document]));
  if (snapshot === undefined || ids.length === 0) return loose;
  const besides = await packedBesideCodes(
    cache,
    snapshot,
    loose.map(({code}) => code),
  );
  const known = new Set<string>(loose.map(({id}) => id));
  const unknown = ids.filter(id => !known.has(id));
  const packed = [
    ...besides.filter(({id}) => known.has(id)),
    ...(await packedByIds(cache, snapshot, unknown)),
  ];
  return newest(cache, loose, packed);
}

async function newest(
  cache: CacheDb,
  loose: readonly Voucher[],
  packed: readonly PackedVoucher[],
): Promise<Voucher[]> {
  if (packed.length === 0) return [...loose];
  const [others, gone] = await Promise.all([
    // A newer version may go by another code.
    cache.voucher.bulkGet(packed.map(({id}) => id)),
    cache.tombstone.bulkGet(packed.map(({id}) => ['voucher', id])),
  ]);
  const goneAt = new Map(gone.flatMap(row => (row === undefined ? [] : [[row.id, row.version] as const])));
  return newestVouchers([...loose, ...others.flatMap(row => row?.document ?? [])], packed, goneAt);
}
