import type {Product} from '../../shared/catalog/product.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** The product a scanner means: by barcode, else by the shop's own number. Null when there is none. */
export async function findProductByBarcode(db: TillDatabases, barcode: string): Promise<Product | null> {
  const scanned = barcode.trim();
  const {product} = db.cache;
  const row =
    (await product.where('barcodes').equals(scanned).first()) ??
    (await product.where('barcodes').equals(otherLength(scanned)).first()) ??
    (await product.where('sourceId').equals(scanned).first());
  return row?.document ?? null;
}

/** UPC-A is EAN-13 with a zero in front; scanners send either, catalogues hold either. */
function otherLength(digits: string): string {
  if (/^\d{12}$/.test(digits)) return `0${digits}`;
  return /^0\d{12}$/.test(digits) ? digits.slice(1) : digits;
}

/** Products by id, in the order asked for; unknown ones are left out. */
export async function readProducts(db: TillDatabases, ids: readonly string[]): Promise<Product[]> {
  const rows = await db.cache.product.bulkGet([...ids]);
  return rows.flatMap(row => (row === undefined ? [] : [row.document]));
}
