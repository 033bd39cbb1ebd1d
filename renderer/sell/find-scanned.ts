import type {Product} from '../../shared/catalog/product.ts';
import {routeScan} from '../scanner/route-scan.ts';
import {findProductByBarcode} from '../till-db/find-product.ts';
import {findVoucher} from '../till-db/find-voucher.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';

export type Scanned =
  | {readonly kind: 'product'; readonly product: Product}
  | {readonly kind: 'code'; readonly code: string}
  /** Looks like a product's number, and there is no such product. */
  | {readonly kind: 'unknown-product'; readonly barcode: string};

/** What a scan means here: its pattern says where to look first, the other place comes second. */
export async function findScanned(db: TillDatabases, text: string): Promise<Scanned> {
  const product = await findProductByBarcode(db, text);
  const looksLikeProduct = routeScan(text) === 'product';
  if (product !== null && looksLikeProduct) return {kind: 'product', product};
  const isOurCode = (await findVoucher(db, text)) !== null;
  if (product !== null && !isOurCode) return {kind: 'product', product};
  if (looksLikeProduct && !isOurCode) return {kind: 'unknown-product', barcode: text};
  return {kind: 'code', code: text};
}
