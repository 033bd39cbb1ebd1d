/**
 * Selectors: how a rule names what a line sells. A product or SKU by our id or the shop's, a collection, or a
 * category by key and value. A product means its SKUs too, unless it says `strict`.
 */
import type {Catalogue} from '../catalog/catalogue.ts';
import type {CataloguedLine} from '../catalog/catalogued-line.ts';
import {isInCollection} from '../catalog/is-in-collection.ts';
import type {CategoryTag} from '../catalog/product.ts';
import type {ApplicableEntry, ProductSelector} from './validation-rule.ts';

export type LineSelector = ProductSelector & Pick<ApplicableEntry, 'category' | 'strict'>;

/** Whether a selector means what this line sells. */
export function selects(selector: LineSelector, line: CataloguedLine, catalogue: Catalogue): boolean {
  if (selector.category !== undefined) return hasTag(line, selector.category);
  switch (selector.object) {
    case 'product':
      return isProductOf(selector, line);
    case 'sku':
      return isSkuOf(selector, line);
    case 'products_collection':
      return selector.id !== null && isInCollection(catalogue, selector.id, line);
  }
}

function isProductOf(selector: LineSelector, line: CataloguedLine): boolean {
  if (selector.strict === true && line.skuId !== null) return false;
  if (isNamed(selector, line.productId) || isNamed(selector, line.sku?.productId ?? null)) return true;
  if (isNamed(selector, line.product?.sourceId ?? null)) return true;
  // The shop's own id may be of either (`product_or_sku`), and is unique over both.
  return isNamed(selector, line.sourceId) || isNamed(selector, line.sku?.sourceId ?? null);
}

/** The shop's id on a line whose product is known and whose SKU is not names the product. */
function isSkuOf(selector: LineSelector, line: CataloguedLine): boolean {
  if (isNamed(selector, line.skuId) || isNamed(selector, line.sku?.sourceId ?? null)) return true;
  return (line.sku !== undefined || line.product === undefined) && isNamed(selector, line.sourceId);
}

/** Shops that send their own id as `id` are understood too. */
function isNamed(selector: LineSelector, name: string | null): boolean {
  return name !== null && (selector.id === name || selector.sourceId === name);
}

function hasTag({categories}: CataloguedLine, {key, value}: CategoryTag): boolean {
  for (const tag of categories) if (tag.key === key && tag.value === value) return true;
  return false;
}

/**
 * A selector as sent in a condition, or null: `{"type": "product_or_sku", "object": "sku", "id": "sku_…"}`,
 * `{"object": "products_collection", "id": "pc_…"}`, `{"object": "category", "key": "Brand", "value": "Quill"}`.
 * Where only `product_or_sku` is said, the id tells which it is; the shop's own id means either.
 */
export function readSelector(value: unknown): LineSelector | null {
  if (typeof value !== 'object' || value === null) return null;
  const wire = new Map<string, unknown>(Object.entries(value));
  const [id, sourceId] = [textOrNull(wire.get('id')), textOrNull(wire.get('source_id'))];
  const object = objectOf(wire.get('object'), wire.get('type'), id);
  if (object === 'category') return readCategory(wire);
  if (object === null || (id === null && sourceId === null)) return null;
  if (object === 'products_collection' && id === null) return null;
  return {object, id, sourceId, ...(wire.get('strict') === true ? {strict: true} : {})};
}

function objectOf(
  object: unknown,
  type: unknown,
  id: string | null,
): ProductSelector['object'] | 'category' | null {
  for (const word of [object, type]) {
    if (word === 'product' || word === 'sku' || word === 'products_collection' || word === 'category')
      return word;
  }
  if (object !== 'product_or_sku' && type !== 'product_or_sku') return null;
  return id?.startsWith('sku_') ? 'sku' : 'product';
}

function readCategory(wire: ReadonlyMap<string, unknown>): LineSelector | null {
  const [key, value] = [textOrNull(wire.get('key')), textOrNull(wire.get('value'))];
  if (key === null || value === null) return null;
  return {object: 'product', id: null, sourceId: null, category: {key, value}};
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
