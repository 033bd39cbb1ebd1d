import type {Product} from '../../shared/catalog/product.ts';
import type {CacheDb} from './cache-db.ts';

/** By id, null for one that does not exist. */
export type KnownProducts = ReadonlyMap<string, Product | null>;

interface Kept {
  readonly stamp: string;
  readonly products: Map<string, Product | null>;
}

/** A cart has some thirty lines, and conditions name a few products more. */
const mostKept = 2_000;

const keptOf = new WeakMap<CacheDb, Kept>();

/**
 * These products and others of the same state of the catalogue. Reads the ones it does not know. Call inside the
 * transaction that `stamp` was read in: what is kept is then what the database holds.
 */
export async function knownProducts(
  cache: CacheDb,
  stamp: string | undefined,
  ids: readonly string[],
): Promise<KnownProducts> {
  const products = keptUnder(cache, stamp);
  const missing = [...new Set(ids)].filter(id => !products.has(id));
  const rows = missing.length === 0 ? [] : await cache.product.bulkGet(missing);
  missing.forEach((id, place) => {
    products.set(id, rows[place]?.document ?? null);
  });
  return products;
}

function keptUnder(cache: CacheDb, stamp: string | undefined): Map<string, Product | null> {
  const kept = keptOf.get(cache);
  if (kept !== undefined && kept.stamp === stamp && kept.products.size < mostKept) return kept.products;
  const products = new Map<string, Product | null>();
  if (stamp !== undefined) keptOf.set(cache, {stamp, products});
  return products;
}
