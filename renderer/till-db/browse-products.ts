import type {Product} from '../../shared/catalog/product.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** The categories of the catalogue (a product's metadata `category`), by name. */
export async function productCategories(db: TillDatabases): Promise<string[]> {
  const keys = await db.cache.product.where('category').above('').uniqueKeys();
  return keys.map(String).sort((a, b) => a.localeCompare(b));
}

/** Whether there are products without one. */
export async function hasUncategorised(db: TillDatabases): Promise<boolean> {
  return (await db.cache.product.where('category').equals('').limit(1).count()) > 0;
}

/** Products of one category, by name; '' for those without one. */
export async function productsInCategory(
  db: TillDatabases,
  category: string,
  limit: number,
): Promise<Product[]> {
  const rows = await db.cache.product.where('category').equals(category).toArray();
  return rows
    .map(row => row.document)
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, limit);
}
