import type {Product} from '../../shared/catalog/product.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {searchByTerms} from './search-by-terms.ts';
import {searchTerms} from './search-terms.ts';

/**
 * Products in which each word typed begins a word of the name, or whose shop number or barcode begins with the
 * text. Names that begin with it come first, then by name. Nothing for an empty text.
 */
export async function searchProducts(db: TillDatabases, text: string, limit: number): Promise<Product[]> {
  const rows = await searchByTerms(db.cache.product, text);
  const [first = ''] = searchTerms(text);
  const found = rows.map(row => ({product: row.document, leads: row.terms[0]?.startsWith(first) ?? false}));
  found.sort((a, b) => Number(b.leads) - Number(a.leads) || a.product.name.localeCompare(b.product.name));
  return found.slice(0, limit).map(({product}) => product);
}
