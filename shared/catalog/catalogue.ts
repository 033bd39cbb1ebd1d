/**
 * The catalogue as a decision sees it: the products, SKUs and collections it was given, found by our id or by the
 * shop's own. It need not be the whole shop: a cart may describe what the catalogue does not know.
 *
 * Rules in SPEC.md (CA…).
 */
import type {FilterPlace} from '../filters/look.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {Minor} from '../money/minor.ts';
import type {Collection} from './collection.ts';
import type {Product} from './product.ts';
import type {Sku} from './sku.ts';

export interface Catalogue {
  readonly byId: ReadonlyMap<string, Product>;
  readonly bySourceId: ReadonlyMap<string, Product>;
  readonly skuById: ReadonlyMap<string, Sku>;
  readonly skuBySourceId: ReadonlyMap<string, Sku>;
  readonly collections: ReadonlyMap<string, Collection>;
  /** When and where the dates in collection filters are meant. */
  readonly nowMs: EpochMs;
  readonly place: FilterPlace;
}

/** What a catalogue is made of. Without `nowMs` and `place`, dates in filters are meant from 1970 and in UTC. */
interface Stock {
  readonly products: readonly Product[];
  readonly skus?: readonly Sku[] | undefined;
  readonly collections?: readonly Collection[] | undefined;
  readonly nowMs?: EpochMs | undefined;
  readonly place?: FilterPlace | undefined;
}

export function catalogueOf({products, skus = [], collections = [], nowMs, place}: Stock): Catalogue {
  return {
    byId: keyed(products, product => product.id),
    bySourceId: keyed(products, product => product.sourceId),
    skuById: keyed(skus, sku => sku.id),
    skuBySourceId: keyed(skus, sku => sku.sourceId),
    collections: keyed(collections, collection => collection.id),
    nowMs: nowMs ?? epochMs(0),
    place: place ?? {},
  };
}

/** How a cart line names what it sells (order/cart.ts). */
export interface NamedItem {
  readonly productId: string | null;
  readonly skuId?: string | null | undefined;
  readonly sourceId: string | null;
  /** What `sourceId` names; absent: a product, or else a SKU. */
  readonly relatedObject?: 'product' | 'sku' | undefined;
}

/** The product a line sells: as named, or its SKU's; undefined for a free amount or what nobody knows. */
export function findProduct(catalogue: Catalogue, named: NamedItem): Product | undefined {
  const byId = named.productId === null ? undefined : catalogue.byId.get(named.productId);
  if (byId !== undefined) return byId;
  const sku = findSku(catalogue, named);
  if (sku !== undefined) return catalogue.byId.get(sku.productId);
  if (named.sourceId === null || named.relatedObject === 'sku') return undefined;
  return catalogue.bySourceId.get(named.sourceId);
}

/** The SKU a line sells, by our id first; undefined for a line that names only a product. */
export function findSku(catalogue: Catalogue, named: NamedItem): Sku | undefined {
  const byId = typeof named.skuId === 'string' ? catalogue.skuById.get(named.skuId) : undefined;
  if (byId !== undefined || named.sourceId === null || named.relatedObject === 'product') return byId;
  if (named.relatedObject === undefined && catalogue.bySourceId.has(named.sourceId)) return undefined;
  const bySource = catalogue.skuBySourceId.get(named.sourceId);
  return named.productId === null || bySource?.productId === named.productId ? bySource : undefined;
}

/** What one unit costs by the catalogue: the SKU's price, else the product's; null where neither has one. */
export function cataloguePrice(product: Product | undefined, sku: Sku | undefined): Minor | null {
  return sku?.priceMinor ?? product?.priceMinor ?? null;
}

/** By key, the first of those that share one; those without are left out. */
function keyed<T>(things: readonly T[], key: (thing: T) => string | null): ReadonlyMap<string, T> {
  const byKey = new Map<string, T>();
  for (const thing of things) {
    const name = key(thing);
    if (name !== null && !byKey.has(name)) byKey.set(name, thing);
  }
  return byKey;
}
