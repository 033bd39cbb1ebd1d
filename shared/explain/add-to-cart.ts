/** A cart with more in it, as a remedy asks: money, or units of a product. */
import {isOf} from '../benefits/unit-goods.ts';
import {type Catalogue, cataloguePrice, findProduct, findSku} from '../catalog/catalogue.ts';
import {isInCollection} from '../catalog/is-in-collection.ts';
import type {Product} from '../catalog/product.ts';
import type {ProductId, SkuId} from '../kernel/id.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Cart, CartLine} from '../order/cart.ts';
import type {LineFacts} from '../order/line-facts.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import {resolveOrder} from '../order/resolve-order.ts';

/** What can be added, and what one unit costs. */
interface Goods {
  readonly productId: ProductId | null;
  readonly skuId: SkuId | null;
  readonly sourceId: string | null;
  readonly priceMinor: Minor;
}

/** The cart with something for so much more in it that no rule knows. */
export function withAmount(cart: Cart, amount: Minor): Cart {
  const lines =
    cart.lines.length === 0 && cart.amountMinor !== null ? [] : [...cart.lines, freeAmount(amount)];
  return {...cart, lines, ...statedAmount(cart, amount)};
}

/**
 * The cart with so many more units of the first of these products that has a price here; an empty list: of what is in
 * the cart. null: none has.
 */
export function withUnits(
  cart: Cart,
  names: readonly string[],
  units: number,
  catalogue: Catalogue,
): Cart | null {
  const goods = goodsNamed(cart, names, catalogue);
  if (goods === null || !Number.isSafeInteger(goods.priceMinor * units)) return null;
  const order = resolveOrder(cart, catalogue);
  const at = order.lines.findIndex(line => isOf(line, goods));
  const stated = statedAmount(cart, minor(goods.priceMinor * units));
  const known = cart.lines[at];
  if (known === undefined) return {...cart, lines: [...cart.lines, lineOf(goods, units)], ...stated};
  const quantity = known.quantity + units;
  const amountMinor =
    known.amountMinor === null ? null : sumWithin(known.amountMinor, goods.priceMinor * units);
  return {...cart, lines: cart.lines.with(at, {...known, quantity, amountMinor}), ...stated};
}

function goodsNamed(cart: Cart, names: readonly string[], catalogue: Catalogue): Goods | null {
  const order = resolveOrder(cart, catalogue);
  const facts = lineFactsOf(order, cart, catalogue);
  const isMeant = (line: LineFacts) =>
    names.length === 0 || names.some(name => isNamed(line, name, catalogue));
  for (const [index, line] of order.lines.entries()) {
    const known = facts[index];
    if (known === undefined || !isMeant(known) || line.quantity <= 0) continue;
    const price = line.priceMinor ?? (line.amountMinor === null ? null : line.amountMinor / line.quantity);
    if (price === null || (line.productId ?? line.skuId ?? line.sourceId) === null) continue;
    const {productId, skuId = null, sourceId} = line;
    return {productId, skuId, sourceId, priceMinor: minor(Math.round(price))};
  }
  return fromCatalogue(names, catalogue);
}

function fromCatalogue(names: readonly string[], catalogue: Catalogue): Goods | null {
  for (const name of names) {
    const named = {
      productId: name.startsWith('prod_') ? name : null,
      skuId: name.startsWith('sku_') ? name : null,
      sourceId: name,
    };
    const [product, sku] = [findProduct(catalogue, named), findSku(catalogue, named)];
    const priceMinor = cataloguePrice(product, sku);
    if (product !== undefined && priceMinor !== null) {
      return {
        productId: product.id,
        skuId: sku?.id ?? null,
        sourceId: sku?.sourceId ?? product.sourceId,
        priceMinor,
      };
    }
  }
  for (const product of catalogue.byId.values()) {
    const {priceMinor, id, sourceId} = product;
    const isMeant = names.length === 0 || names.some(name => isNamed(factsOf(product), name, catalogue));
    if (isMeant && priceMinor !== null) return {productId: id, skuId: null, sourceId, priceMinor};
  }
  return null;
}

/** By our id or the shop's, by a collection it is in, or by a category written `Key: value`. */
function isNamed(line: LineFacts, name: string, catalogue: Catalogue): boolean {
  if (name.startsWith('pc_')) return isInCollection(catalogue, name, line);
  return (
    [line.productId, line.skuId, line.sourceId, line.product?.sourceId].includes(name) ||
    line.categories.some(({key, value}) => `${key}: ${value}` === name)
  );
}

function factsOf(product: Product): LineFacts {
  return {
    product,
    sku: undefined,
    productId: product.id,
    skuId: null,
    sourceId: product.sourceId,
    metadata: {},
    productMetadata: product.metadata,
    skuMetadata: {},
    categories: product.categories ?? [],
  };
}

/** An amount that the order states of itself grows along. */
function statedAmount({amountMinor}: Cart, more: Minor): Pick<Cart, 'amountMinor'> {
  return {amountMinor: amountMinor === null ? null : sumWithin(amountMinor, more)};
}

/** The sum, or the largest amount there is. */
export function sumWithin(one: number, other: number): Minor {
  return minor(Math.min(one + other, Number.MAX_SAFE_INTEGER));
}

function freeAmount(priceMinor: Minor): CartLine {
  return {productId: null, sourceId: null, quantity: 1, priceMinor, amountMinor: null, metadata: {}};
}

function lineOf({productId, skuId, sourceId, priceMinor}: Goods, quantity: number): CartLine {
  return {
    productId,
    sourceId,
    ...(skuId === null ? {} : {skuId}),
    quantity,
    priceMinor,
    amountMinor: null,
    metadata: {},
  };
}
