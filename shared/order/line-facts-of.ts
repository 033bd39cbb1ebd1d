import {type Catalogue, findProduct, findSku} from '../catalog/catalogue.ts';
import type {CategoryTag} from '../catalog/product.ts';
import type {Metadata} from '../kernel/metadata.ts';
import type {Cart, CartLine} from './cart.ts';
import type {LineFacts} from './line-facts.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';

const nothing: Metadata = {};
const noCategories: readonly CategoryTag[] = [];

/** The facts of a cart's lines, kept with the cart: redeemables ask for them again and again. */
const ofCarts = new WeakMap<Cart, {readonly catalogue: Catalogue; readonly facts: readonly LineFacts[]}>();

/**
 * What is known of each line of the order: of the cart's lines from cart and catalogue, of lines that a benefit added
 * from the catalogue alone. While no line was added, the answer is the same array.
 */
export function lineFactsOf(order: PricedOrder, cart: Cart, catalogue: Catalogue): readonly LineFacts[] {
  const ofCart = factsOfCart(cart, catalogue);
  if (order.lines.length === ofCart.length) return ofCart;
  return order.lines.map((line, index) => ofCart[index] ?? factsOf(addedLine(line), catalogue));
}

/** What is known of each line of a cart. */
export function factsOfCart(cart: Cart, catalogue: Catalogue): readonly LineFacts[] {
  const known = ofCarts.get(cart);
  if (known?.catalogue === catalogue) return known.facts;
  const facts = cart.lines.map(line => factsOf(line, catalogue));
  ofCarts.set(cart, {catalogue, facts});
  return facts;
}

type NamedLine = Pick<CartLine, 'productId' | 'sourceId'> & Partial<Omit<CartLine, 'productId' | 'sourceId'>>;

function addedLine({productId, skuId, sourceId}: PricedLine): NamedLine {
  return {productId, sourceId, ...(skuId === undefined ? {} : {skuId})};
}

function factsOf(line: NamedLine, catalogue: Catalogue): LineFacts {
  const product = findProduct(catalogue, line);
  const sku = findSku(catalogue, line);
  return {
    product,
    sku,
    productId: product?.id ?? line.productId,
    skuId: sku?.id ?? line.skuId ?? null,
    sourceId: line.sourceId ?? sku?.sourceId ?? product?.sourceId ?? null,
    metadata: line.metadata ?? nothing,
    productMetadata: merged(product?.metadata, line.productMetadata),
    skuMetadata: merged(sku?.metadata, line.skuMetadata),
    categories: joined(product?.categories, line.categories),
    ...(line.taxPpm === undefined || line.taxPpm === 0 ? {} : {taxPpm: line.taxPpm}),
  };
}

/** What the cart says wins over the catalogue. */
function merged(known: Metadata | undefined, given: Metadata | undefined): Metadata {
  if (given === undefined) return known ?? nothing;
  return known === undefined ? given : {...known, ...given};
}

/** The catalogue's categories and the cart's, each once. */
function joined(
  known: readonly CategoryTag[] | undefined,
  given: readonly CategoryTag[] | undefined,
): readonly CategoryTag[] {
  if (given === undefined || given.length === 0) return known ?? noCategories;
  if (known === undefined || known.length === 0) return given;
  const fresh = given.filter(one => !known.some(other => other.key === one.key && other.value === one.value));
  return [...known, ...fresh];
}
