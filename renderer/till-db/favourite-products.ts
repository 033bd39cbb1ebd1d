import type {Product} from '../../shared/catalog/product.ts';
import {readProducts} from './find-product.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {recentSales} from './recent-sales.ts';

/** Sales looked at for what sells here, and products looked at for what the shop marked (metadata `favourite`). */
const salesLookedAt = 100;
const productsLookedAt = 2000;

/** What this till sells most, most often first; a new till shows what the shop marked as favourite. */
export async function favouriteProducts(db: TillDatabases, limit: number): Promise<Product[]> {
  const sold = await readProducts(db, await mostSold(db, limit));
  if (sold.length >= limit) return sold;
  const known = new Set(sold.map(({id}) => id));
  const marked = (await markedProducts(db)).filter(({id}) => !known.has(id));
  return [...sold, ...marked].slice(0, limit);
}

async function mostSold(db: TillDatabases, limit: number): Promise<string[]> {
  const sales = await recentSales(db, salesLookedAt);
  const units = new Map<string, number>();
  for (const {productId, quantity} of sales.flatMap(sale => sale.lines)) {
    if (productId !== null) units.set(productId, (units.get(productId) ?? 0) + quantity);
  }
  const ranked = [...units].sort(([, a], [, b]) => b - a);
  return ranked.slice(0, limit).map(([id]) => id);
}

async function markedProducts(db: TillDatabases): Promise<Product[]> {
  const rows = await db.cache.product.limit(productsLookedAt).toArray();
  return rows
    .map(({document}) => document)
    .filter(({metadata}) => metadata['favourite'] === true)
    .sort((a, b) => a.name.localeCompare(b.name));
}
