/**
 * What a cart costs before any redeemable (semantics.md B.1). An amount given in the request wins over price ×
 * quantity, a price in the request over the catalogue's, the order's own amount over the sum of its lines.
 *
 * An amount is null where nobody gave one, and also where one cannot be true: below zero, or beyond what an
 * integer holds exactly. What needs it is then refused with `amount_missing`, and no sum is ever wrong.
 *
 * An order redeemed before brings its discounts along; of them counts what the amounts can bear.
 */
import {type Catalogue, cataloguePrice} from '../catalog/catalogue.ts';
import {type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {Cart, CartLine} from './cart.ts';
import type {LineFacts} from './line-facts.ts';
import {factsOfCart} from './line-facts-of.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';
import {settled} from './running-order.ts';

export function resolveOrder(cart: Cart, catalogue: Catalogue): PricedOrder {
  const known = factsOfCart(cart, catalogue);
  const priced = cart.lines.map((line, index) => resolveLine(line, known[index]));
  const amountMinor = usable(cart.amountMinor) ?? sum(priced);
  // Lines whose sum cannot be held have no amounts either: no line is discounted off an order without one.
  const lines = bear(amountMinor === null ? priced.map(withoutAmount) : priced, amountMinor ?? zero);
  let left = amountMinor ?? zero;
  for (const line of lines) left = subtract(left, line.discountMinor);
  const order: PricedOrder = {
    lines,
    amountMinor,
    orderDiscountMinor: smaller(usable(cart.orderDiscountMinor ?? 0) ?? zero, left),
    itemsDiscountMinor: zero,
    totalDiscountMinor: zero,
    totalMinor: amountMinor,
    appliedOrderDiscountMinor: zero,
    appliedItemsDiscountMinor: zero,
  };
  const initialMinor = usable(cart.initialAmountMinor ?? null);
  if (initialMinor !== null && initialMinor !== amountMinor) order.initialAmountMinor = initialMinor;
  const shipping = shippingOf(cart, amountMinor);
  if (shipping !== undefined) order.shipping = shipping;
  return settled(order);
}

/** Written out field by field, as `lineAfter` is: a till resolves its cart at every scan. */
function resolveLine(line: CartLine, known: LineFacts | undefined): PricedLine {
  const product = known?.product;
  const sku = known?.sku;
  const {quantity} = line;
  const skuId = sku?.id ?? line.skuId;
  const priceMinor = usable(line.priceMinor) ?? usable(cataloguePrice(product, sku));
  const amountMinor =
    usable(line.amountMinor) ?? (priceMinor === null ? null : usable(priceMinor * quantity));
  const resolved: PricedLine = {
    productId: product?.id ?? line.productId,
    sourceId: line.sourceId ?? sku?.sourceId ?? product?.sourceId ?? null,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor: usable(line.discountMinor ?? 0) ?? zero,
    appliedDiscountMinor: zero,
    subtotalMinor: amountMinor,
  };
  if (skuId !== undefined) resolved.skuId = skuId;
  const {initialQuantity = quantity, discountQuantity = 0} = line;
  if (initialQuantity !== quantity) {
    resolved.initialQuantity = initialQuantity;
    resolved.initialAmountMinor = initialAmount(resolved, initialQuantity);
  }
  const freed = Math.min(discountQuantity, quantity);
  if (freed > 0) resolved.discountQuantity = freed;
  return resolved;
}

/** What the line came to before earlier redemptions added or took units. */
function initialAmount(
  {quantity, priceMinor, amountMinor}: PricedLine,
  initialQuantity: number,
): Minor | null {
  const each = priceMinor ?? (amountMinor === null ? null : amountMinor / Math.max(quantity, 1));
  return each === null ? null : usable(Math.floor(each * initialQuantity));
}

/** The lines with no more discount than their amount, and together no more than the order's. */
function bear(lines: readonly PricedLine[], orderAmount: Minor): PricedLine[] {
  let left = orderAmount;
  return lines.map(line => {
    if (line.discountMinor === 0) return line;
    const discountMinor = smaller(smaller(line.discountMinor, line.amountMinor ?? zero), left);
    left = subtract(left, discountMinor);
    const subtotalMinor = line.amountMinor === null ? null : subtract(line.amountMinor, discountMinor);
    return {...line, discountMinor, subtotalMinor};
  });
}

/** Shipping is there where its cost is told, be it nothing, and goods and shipping together can be held. */
function shippingOf(
  {shippingMinor, shippingDiscountMinor, initialAmountMinor}: Cart,
  amountMinor: Minor | null,
): PricedOrder['shipping'] {
  const costMinor = usable(shippingMinor ?? null);
  const goods = Math.max(amountMinor ?? 0, initialAmountMinor ?? 0);
  if (costMinor === null || usable(goods + costMinor) === null) return undefined;
  const discountMinor = smaller(usable(shippingDiscountMinor ?? 0) ?? zero, costMinor);
  return {costMinor, discountMinor, appliedDiscountMinor: zero};
}

/** Lines without an amount do not count; where none has one, neither has the order. */
function sum(lines: readonly PricedLine[]): Minor | null {
  let together: number | null = null;
  for (const {amountMinor} of lines) if (amountMinor !== null) together = (together ?? 0) + amountMinor;
  return usable(together);
}

function usable(amount: number | null): Minor | null {
  return amount !== null && Number.isSafeInteger(amount) && amount >= 0 ? minor(amount) : null;
}

function withoutAmount(line: PricedLine): PricedLine {
  const {initialAmountMinor, ...rest} = line;
  return {
    ...rest,
    amountMinor: null,
    subtotalMinor: null,
    ...(initialAmountMinor === undefined ? {} : {initialAmountMinor: null}),
  };
}
