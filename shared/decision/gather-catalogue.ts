import type {Collection} from '../catalog/collection.ts';
import type {Product} from '../catalog/product.ts';
import type {Sku} from '../catalog/sku.ts';
import type {CartLine} from '../order/cart.ts';
import {askOnce, unique} from './ask-once.ts';
import type {FactSource} from './fact-source.ts';
import type {GatheredRedeemables} from './gather-redeemables.ts';
import {collectionOf, collectionsNamedBy, discountsOf, unitProductsOf} from './named-things.ts';

export interface GatheredCatalogue {
  readonly products: readonly Product[];
  readonly skus: readonly Sku[];
  readonly collections: readonly Collection[];
}

/** The products that the lines of a cart name, to begin with. */
export function gatherLineProducts(
  source: FactSource,
  lines: readonly CartLine[],
): Promise<readonly Product[]> {
  return source.products(unique(lines.map(line => line.productId)), unique(lines.map(line => line.sourceId)));
}

/**
 * The rest of the catalogue that a decision looks at: SKUs of the lines, products and SKUs that benefits add, the
 * products of all these SKUs, and the collections that rules and benefits name.
 */
export async function gatherCatalogue(
  source: FactSource,
  lines: readonly CartLine[],
  ofLines: readonly Product[],
  {vouchers, promotionTiers, validationRules}: GatheredRedeemables,
): Promise<GatheredCatalogue> {
  const discounts = [...vouchers, ...promotionTiers].flatMap(discountsOf);
  const units = discounts.flatMap(unitProductsOf);
  const [collections, added] = await Promise.all([
    askOnce([...validationRules.flatMap(collectionsNamedBy), ...discounts.map(collectionOf)], ids =>
      source.collections(ids),
    ),
    moreProducts(
      source,
      ofLines,
      units.map(unit => unit.productId),
      units.map(unit => unit.sourceId),
    ),
  ]);
  const known = [...ofLines, ...added];
  const skus = await gatherSkus(source, [...lines, ...units], known);
  const theirs = await moreProducts(
    source,
    known,
    skus.map(sku => sku.productId),
    [],
  );
  return {products: [...known, ...theirs], skus, collections};
}

/** Products that are not known yet. */
async function moreProducts(
  source: FactSource,
  known: readonly Product[],
  ids: readonly (Product['id'] | null)[],
  sourceIds: readonly (string | null)[],
): Promise<readonly Product[]> {
  const [knownIds, knownSources] = [new Set(known.map(p => p.id)), new Set(known.map(p => p.sourceId))];
  const newIds = unique(ids).filter(id => !knownIds.has(id));
  const newSources = unique(sourceIds).filter(sourceId => !knownSources.has(sourceId));
  if (newIds.length === 0 && newSources.length === 0) return [];
  const found = await source.products(newIds, newSources);
  return found.filter(product => !knownIds.has(product.id));
}

/** SKUs by our id, and by those numbers of the shop that are said to be a SKU's or are no product's. */
async function gatherSkus(
  source: FactSource,
  named: readonly (Pick<CartLine, 'sourceId' | 'relatedObject'> & {
    readonly skuId?: Sku['id'] | null | undefined;
  })[],
  known: readonly Product[],
): Promise<readonly Sku[]> {
  const ofProducts = new Set(known.map(product => product.sourceId));
  const ids = unique(named.map(one => one.skuId));
  const sourceIds = unique(
    named.map(({sourceId, relatedObject}) => {
      if (relatedObject === 'sku') return sourceId;
      return relatedObject === 'product' || ofProducts.has(sourceId) ? null : sourceId;
    }),
  );
  return ids.length === 0 && sourceIds.length === 0 ? [] : source.skus(ids, sourceIds);
}
