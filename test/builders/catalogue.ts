/** What stands in a catalogue besides products: `sku('red', 'prod_shirt')`, `collection('kitchen', 'prod_mug')`. */
import type {Collection} from '../../shared/catalog/collection.ts';
import type {Sku} from '../../shared/catalog/sku.ts';
import type {Filter} from '../../shared/filters/filter.ts';
import type {ProductId, SkuId} from '../../shared/kernel/id.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import {minor} from '../../shared/money/minor.ts';

export function sku(
  sourceId: string,
  productId: ProductId,
  priceMinor: number | null = null,
  metadata: Metadata = {},
): Sku {
  return {
    kind: 'sku',
    id: `sku_${sourceId}`,
    version: 1,
    productId,
    sourceId,
    name: sourceId,
    priceMinor: priceMinor === null ? null : minor(priceMinor),
    metadata,
  };
}

export function collection(name: string, ...members: readonly (ProductId | SkuId)[]): Collection {
  const products = members.map(id => ({
    object: id.startsWith('sku_') ? ('sku' as const) : ('product' as const),
    id,
  }));
  return {
    kind: 'products_collection',
    id: `pc_${name}`,
    version: 1,
    name,
    members: {type: 'STATIC', products},
  };
}

/** A collection of whatever a filter matches. */
export function filtered(name: string, filter: Filter): Collection {
  return {
    kind: 'products_collection',
    id: `pc_${name}`,
    version: 1,
    name,
    members: {type: 'AUTO_UPDATE', filter},
  };
}
