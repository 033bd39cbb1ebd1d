import {assert} from '../kernel/assert.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';

/** The order with these lines, every sum anew; asserts what the running order promises (running-order.ts). */
export function totalled(
  order: PricedOrder,
  lines: PricedLine[],
  appliedOrderDiscountMinor: Minor,
): PricedOrder {
  const {amountMinor, initialAmountMinor, orderDiscountMinor, shipping} = order;
  let items = 0;
  let appliedItems = 0;
  for (const line of lines) {
    checkLine(line);
    items += line.discountMinor;
    appliedItems += line.appliedDiscountMinor;
  }
  assert(orderDiscountMinor >= 0, 'an order with a negative discount');
  const itemsDiscountMinor = minor(items);
  const totalDiscountMinor = minor(orderDiscountMinor + items);
  const totalMinor = amountMinor === null ? null : minor(amountMinor - totalDiscountMinor);
  assert(totalMinor === null ? totalDiscountMinor === 0 : totalMinor >= 0, 'order discounted below zero');
  // Written out field by field: this is made after every redeemable, and a spread costs several times as much.
  const after: PricedOrder = {
    lines,
    amountMinor,
    orderDiscountMinor,
    itemsDiscountMinor,
    totalDiscountMinor,
    totalMinor,
    appliedOrderDiscountMinor,
    appliedItemsDiscountMinor: minor(appliedItems),
  };
  if (initialAmountMinor !== undefined) after.initialAmountMinor = initialAmountMinor;
  if (shipping !== undefined) after.shipping = shipping;
  return after;
}

function checkLine(line: PricedLine): void {
  const {amountMinor, discountMinor, subtotalMinor} = line;
  const {quantity, discountQuantity} = line;
  assert(discountMinor >= 0, 'a line with a negative discount');
  assert(
    discountQuantity === undefined || discountQuantity <= quantity,
    'more units discounted than are there',
  );
  if (amountMinor === null) {
    assert(discountMinor === 0 && subtotalMinor === null, 'a line without an amount cannot be discounted');
  } else {
    assert(subtotalMinor === amountMinor - discountMinor, 'a line whose subtotal is not its rest');
    assert(subtotalMinor >= 0, 'a line discounted below zero');
  }
}
