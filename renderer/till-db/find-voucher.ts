import {normaliseCode} from '../../shared/codes/normalise-code.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {CacheDb} from './cache-db.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {readSettings} from './read-settings.ts';

/** The voucher or gift card with this code, compared as the project compares codes; null when unknown here. */
export async function findVoucher(db: TillDatabases, code: string): Promise<Voucher | null> {
  const {codesCaseSensitive} = (await readSettings(db)) ?? {codesCaseSensitive: false};
  const [found] = await vouchersByCode(
    db.cache,
    [normaliseCode(code, codesCaseSensitive)],
    codesCaseSensitive,
  );
  return found ?? null;
}

/** `codes` are in the normal form that goes with `caseSensitive`. */
export async function vouchersByCode(
  cache: CacheDb,
  codes: readonly string[],
  caseSensitive: boolean,
): Promise<Voucher[]> {
  const index = caseSensitive ? 'exactCode' : 'foldedCode';
  const rows = await cache.voucher.where(index).anyOf(codes).toArray();
  return rows.map(row => row.document);
}

/** Vouchers by id; unknown ones are left out. */
export async function readVouchers(db: TillDatabases, ids: readonly string[]): Promise<Voucher[]> {
  const rows = await db.cache.voucher.bulkGet([...new Set(ids)]);
  return rows.flatMap(row => (row === undefined ? [] : [row.document]));
}
