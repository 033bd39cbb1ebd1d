/**
 * Whether what a line sells belongs to a collection (semantics.md A.7). A fixed collection lists products and SKUs; a
 * collection with a filter holds whatever it matches, products that only the cart describes included. A product in a
 * collection brings its SKUs along.
 *
 * A collection is read once, and a line is asked about once per catalogue. Rules in SPEC.md (CA…).
 */
import {compileFilter} from '../filters/compile-filter.ts';
import type {Filter} from '../filters/filter.ts';
import type {Catalogue} from './catalogue.ts';
import type {CataloguedLine} from './catalogued-line.ts';
import {allProductsCollectionId, type Collection} from './collection.ts';
import {readItemField} from './read-item-field.ts';

type Membership = (line: CataloguedLine, catalogue: Catalogue) => boolean;

const memberships = new WeakMap<Collection, Membership>();

/** A collection that nobody knows, or whose filter cannot be understood, is empty. */
export function isInCollection(catalogue: Catalogue, collectionId: string, line: CataloguedLine): boolean {
  if (collectionId === allProductsCollectionId) return isProduct(line);
  const collection = catalogue.collections.get(collectionId);
  if (collection === undefined) return false;
  let membership = memberships.get(collection);
  if (membership === undefined) {
    membership = membershipOf(collection);
    memberships.set(collection, membership);
  }
  return membership(line, catalogue);
}

/** It names or describes something; a free amount at the till does neither. */
function isProduct(line: CataloguedLine): boolean {
  const {productId, skuId, sourceId, productMetadata, skuMetadata, categories} = line;
  if (productId !== null || skuId !== null || sourceId !== null || categories.length > 0) return true;
  return Object.keys(productMetadata).length > 0 || Object.keys(skuMetadata).length > 0;
}

function membershipOf({members}: Collection): Membership {
  if (members.type === 'AUTO_UPDATE') return filtered(members.filter);
  const products = new Set(members.products.flatMap(({object, id}) => (object === 'product' ? [id] : [])));
  const skus = new Set(members.products.flatMap(({object, id}) => (object === 'sku' ? [id] : [])));
  return line =>
    lists(products, line.productId, line.product?.sourceId) ||
    lists(products, line.sku?.productId, null) ||
    lists(skus, line.skuId, line.sku?.sourceId);
}

type Name = string | null | undefined;

function lists(listed: ReadonlySet<string>, id: Name, sourceId: Name): boolean {
  return (typeof id === 'string' && listed.has(id)) || (typeof sourceId === 'string' && listed.has(sourceId));
}

function filtered(filter: Filter): Membership {
  const compiled = compileFilter(filter);
  if (!compiled.ok) return () => false;
  const asked = new WeakMap<CataloguedLine, {readonly catalogue: Catalogue; readonly isIn: boolean}>();
  return (line, catalogue) => {
    const before = asked.get(line);
    if (before?.catalogue === catalogue) return before.isIn;
    const {nowMs, place} = catalogue;
    const isIn = isProduct(line) && compiled.matches(field => readItemField(line, field), nowMs, place);
    asked.set(line, {catalogue, isIn});
    return isIn;
  };
}
