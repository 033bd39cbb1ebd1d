import type {Product} from '../../shared/catalog/product.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import {minor} from '../../shared/money/minor.ts';
import type {ProductRecord} from '../storage/products/product-record.ts';

/** A product as decisions and tills see it. */
export function productDocument(product: ProductRecord): Product {
  return {
    kind: 'product',
    id: product.id,
    version: product.version,
    sourceId: product.sourceId,
    name: product.name ?? product.sourceId ?? product.id,
    priceMinor: product.priceMinor === null ? null : minor(product.priceMinor),
    barcodes: barcodesOf(product.metadata),
    metadata: product.metadata,
  };
}

/** Metadata `ean`: one number or several, as text or number. */
function barcodesOf(metadata: Metadata): string[] {
  const {ean} = metadata;
  const given: readonly unknown[] = Array.isArray(ean) ? ean : [ean];
  const numbers = given.filter(one => typeof one === 'string' || typeof one === 'number');
  return [...new Set(numbers.map(one => String(one).trim()).filter(one => one !== ''))];
}
