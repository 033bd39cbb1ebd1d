/**
 * What a cart costs before any redeemable (semantics.md B.1). An amount given in the request wins over price ×
 * quantity, a price in the request over the catalogue's, the order's own amount over the sum of its lines.
 *
 * An amount is null where nobody gave one, and also where one cannot be true: below zero, or beyond what an
 * integer holds exactly. What needs it is then refused with `amount_missing`, and no sum is ever wrong.
 *
 * An order redeemed before brings its discounts along; of them counts what the amounts can bear.
 */
import {type Catalogue, findProduct} from '../catalog/catalogue.ts';
import {add, type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {Cart, CartLine} from './cart.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';
import {settled} from './running-order.ts';

export function resolveOrder(cart: Cart, catalogue: Catalogue): PricedOrder {
  const priced = cart.lines.map(line => resolveLine(line, catalogue));
  const amountMinor = usable(cart.amountMinor) ?? sum(priced.map(line => line.amountMinor));
  // Lines whose sum cannot be held have no amounts either: no line is discounted off an order without one.
  const lines = bear(amountMinor === null ? priced.map(withoutAmount) : priced, amountMinor ?? zero);
  const onLines = add(...lines.map(line => line.discountMinor));
  return settled({
    lines,
    amountMinor,
    orderDiscountMinor: smaller(
      usable(cart.orderDiscountMinor ?? 0) ?? zero,
      subtract(amountMinor ?? zero, onLines),
    ),
    itemsDiscountMinor: zero,
    totalDiscountMinor: zero,
    totalMinor: amountMinor,
    appliedOrderDiscountMinor: zero,
    appliedItemsDiscountMinor: zero,
  });
}

function resolveLine(line: CartLine, catalogue: Catalogue): PricedLine {
  const product = findProduct(catalogue, line);
  const priceMinor = usable(line.priceMinor) ?? usable(product?.priceMinor ?? null);
  const amountMinor =
    usable(line.amountMinor) ?? (priceMinor === null ? null : usable(priceMinor * line.quantity));
  return {
    productId: product?.id ?? line.productId,
    sourceId: line.sourceId ?? product?.sourceId ?? null,
    quantity: line.quantity,
    priceMinor,
    amountMinor,
    discountMinor: usable(line.discountMinor ?? 0) ?? zero,
    appliedDiscountMinor: zero,
    subtotalMinor: amountMinor,
  };
}

/** The lines with no more discount than their amount, and together no more than the order's. */
function bear(lines: readonly PricedLine[], orderAmount: Minor): PricedLine[] {
  let left = orderAmount;
  return lines.map(line => {
    const discountMinor = smaller(smaller(line.discountMinor, line.amountMinor ?? zero), left);
    left = subtract(left, discountMinor);
    const subtotalMinor = line.amountMinor === null ? null : subtract(line.amountMinor, discountMinor);
    return {...line, discountMinor, subtotalMinor};
  });
}

/** Lines without an amount do not count; where none has one, neither has the order. */
function sum(amounts: readonly (Minor | null)[]): Minor | null {
  const known = amounts.filter(amount => amount !== null);
  return known.length === 0 ? null : usable(known.reduce<number>((total, amount) => total + amount, 0));
}

function usable(amount: number | null): Minor | null {
  return amount !== null && Number.isSafeInteger(amount) && amount >= 0 ? minor(amount) : null;
}

function withoutAmount(line: PricedLine): PricedLine {
  return {...line, amountMinor: null, subtotalMinor: null};
}
