/**
 * What a cart costs before any redeemable (semantics.md B.1). An amount given in the request wins over price ×
 * quantity, a price in the request over the catalogue's, the order's own amount over the sum of its lines.
 *
 * An amount is null where nobody gave one, and also where one cannot be true: below zero, or beyond what an
 * integer holds exactly. What needs it is then refused with `amount_missing`, and no sum is ever wrong.
 *
 * An order redeemed before brings its discounts along; of them counts what the amounts can bear.
 */
import {type Catalogue, cataloguePrice, findProduct, findSku} from '../catalog/catalogue.ts';
import {type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {Cart, CartLine} from './cart.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';
import {settled} from './running-order.ts';

export function resolveOrder(cart: Cart, catalogue: Catalogue): PricedOrder {
  const priced = cart.lines.map(line => resolveLine(line, catalogue));
  const amountMinor = usable(cart.amountMinor) ?? sum(priced);
  // Lines whose sum cannot be held have no amounts either: no line is discounted off an order without one.
  const lines = bear(amountMinor === null ? priced.map(withoutAmount) : priced, amountMinor ?? zero);
  let left = amountMinor ?? zero;
  for (const line of lines) left = subtract(left, line.discountMinor);
  const initialMinor = usable(cart.initialAmountMinor ?? null);
  return settled({
    lines,
    amountMinor,
    ...(initialMinor === null || initialMinor === amountMinor ? {} : {initialAmountMinor: initialMinor}),
    orderDiscountMinor: smaller(usable(cart.orderDiscountMinor ?? 0) ?? zero, left),
    itemsDiscountMinor: zero,
    totalDiscountMinor: zero,
    totalMinor: amountMinor,
    appliedOrderDiscountMinor: zero,
    appliedItemsDiscountMinor: zero,
    ...shippingOf(cart, amountMinor),
  });
}

function resolveLine(line: CartLine, catalogue: Catalogue): PricedLine {
  const product = findProduct(catalogue, line);
  const sku = findSku(catalogue, line);
  const {quantity} = line;
  const skuId = sku?.id ?? line.skuId;
  const priceMinor = usable(line.priceMinor) ?? usable(cataloguePrice(product, sku));
  const amountMinor =
    usable(line.amountMinor) ?? (priceMinor === null ? null : usable(priceMinor * quantity));
  const freed = Math.min(line.discountQuantity ?? 0, quantity);
  return {
    productId: product?.id ?? line.productId,
    ...(skuId === undefined ? {} : {skuId}),
    sourceId: line.sourceId ?? sku?.sourceId ?? product?.sourceId ?? null,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor: usable(line.discountMinor ?? 0) ?? zero,
    appliedDiscountMinor: zero,
    subtotalMinor: amountMinor,
    ...(freed > 0 ? {discountQuantity: freed} : {}),
    ...initialOf(line, priceMinor, amountMinor),
  };
}

/** What the line was before earlier redemptions added or took units. */
function initialOf(
  {quantity, initialQuantity = quantity}: CartLine,
  price: Minor | null,
  amount: Minor | null,
): Pick<PricedLine, 'initialQuantity' | 'initialAmountMinor'> {
  if (initialQuantity === quantity) return {};
  const each = price ?? (amount === null ? null : amount / Math.max(quantity, 1));
  return {
    initialQuantity,
    initialAmountMinor: each === null ? null : usable(Math.floor(each * initialQuantity)),
  };
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
): Pick<PricedOrder, 'shipping'> {
  const costMinor = usable(shippingMinor ?? null);
  const goods = Math.max(amountMinor ?? 0, initialAmountMinor ?? 0);
  if (costMinor === null || usable(goods + costMinor) === null) return {};
  const discountMinor = smaller(usable(shippingDiscountMinor ?? 0) ?? zero, costMinor);
  return {shipping: {costMinor, discountMinor, appliedDiscountMinor: zero}};
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
