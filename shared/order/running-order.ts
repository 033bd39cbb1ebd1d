/**
 * The running order: what the order costs after the redeemables applied so far. Every step returns a new value, and
 * a line that a step leaves alone stays the same object.
 *
 * Always true, and asserted in production: a line's subtotal is its amount less its discount, the order's total is
 * its amount less both kinds of discount, sums agree, and nothing is below zero. A line's `applied…` fields are what
 * the last step changed on it; they may be below zero on a line that lost units.
 */
import {assert} from '../kernel/assert.ts';
import {add, type Minor, subtract, zero} from '../money/minor.ts';
import {cleared, clearedLines, clearedShipping, hasNoUnitsApplied, lineSince} from './applied-fields.ts';
import {lineAfter} from './line-after.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';
import {totalled} from './totalled.ts';

/**
 * Takes `amount` off the order as a whole, and `shippingAmount` off shipping; no line changes. At most what remains
 * to be paid of each.
 */
export function takeOffOrder(order: PricedOrder, amount: Minor, shippingAmount: Minor = zero): PricedOrder {
  const after = shippingAmount === 0 ? clearedShipping(order) : withoutShipping(order, shippingAmount);
  return totalled(
    amount === 0 ? after : {...after, orderDiscountMinor: add(order.orderDiscountMinor, amount)},
    clearedLines(order.lines),
    amount,
  );
}

/** Takes an amount off each line, given in the order of the lines; together at most what remains to be paid. */
export function takeOffLines(order: PricedOrder, amounts: readonly Minor[]): PricedOrder {
  assert(amounts.length === order.lines.length, 'one amount per line needed');
  const lines = order.lines.map((line, index) => takeOffLine(line, amounts[index] ?? zero));
  return totalled(clearedShipping(order), lines, zero);
}

/** The order after the last redeemable, its `applied…` fields telling what all of them did since `start`. */
export function appliedSince(start: PricedOrder, order: PricedOrder): PricedOrder {
  const off = subtract(order.shipping?.discountMinor ?? zero, start.shipping?.discountMinor ?? zero);
  const shipping =
    order.shipping === undefined ? {} : {shipping: {...order.shipping, appliedDiscountMinor: off}};
  return totalled(
    {...order, ...shipping},
    order.lines.map((line, index) => lineSince(start.lines[index], line)),
    subtract(order.orderDiscountMinor, start.orderDiscountMinor),
  );
}

function withoutShipping(order: PricedOrder, off: Minor): PricedOrder {
  const {shipping} = order;
  assert(shipping !== undefined, 'nothing can come off shipping that costs nothing');
  const discountMinor = add(shipping.discountMinor, off);
  assert(off >= 0 && discountMinor <= shipping.costMinor, 'shipping discounted below zero');
  return {...order, shipping: {costMinor: shipping.costMinor, discountMinor, appliedDiscountMinor: off}};
}

/** Recomputes every sum and asserts what the header promises. */
export function settled(order: PricedOrder): PricedOrder {
  return totalled(order, order.lines, order.appliedOrderDiscountMinor);
}

function takeOffLine(line: PricedLine, amount: Minor): PricedLine {
  if (amount === 0) return line.appliedDiscountMinor === 0 && hasNoUnitsApplied(line) ? line : cleared(line);
  assert(amount > 0, 'a line cannot be made dearer');
  return lineAfter(line, add(line.discountMinor, amount), amount);
}
