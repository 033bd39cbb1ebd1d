import type {Product} from './product.ts';

/** Products by our id and by the shop's own. */
export interface Catalogue {
  readonly byId: ReadonlyMap<string, Product>;
  readonly bySourceId: ReadonlyMap<string, Product>;
}

export function catalogueOf(products: readonly Product[]): Catalogue {
  return {
    byId: new Map(products.map(product => [product.id, product])),
    bySourceId: new Map(products.flatMap(p => (p.sourceId === null ? [] : [[p.sourceId, p] as const]))),
  };
}

/** The product a line names, by our id first; undefined for a free amount or a product nobody knows. */
export function findProduct(
  catalogue: Catalogue,
  named: {readonly productId: string | null; readonly sourceId: string | null},
): Product | undefined {
  const byId = named.productId === null ? undefined : catalogue.byId.get(named.productId);
  if (byId !== undefined || named.sourceId === null) return byId;
  return catalogue.bySourceId.get(named.sourceId);
}
