/**
 * The running order: what the order costs after the redeemables applied so far. Every step returns a new value.
 *
 * Always true, and asserted in production: a line's subtotal is its amount less its discount, the order's total is
 * its amount less both kinds of discount, sums agree, and nothing is below zero.
 */
import {assert} from '../kernel/assert.ts';
import {add, type Minor, minor, subtract, zero} from '../money/minor.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';

/** Takes `amount` off the order as a whole; no line changes. At most what remains to be paid. */
export function takeOffOrder(order: PricedOrder, amount: Minor): PricedOrder {
  return settled({
    ...order,
    lines: order.lines.map(line => ({...line, appliedDiscountMinor: zero})),
    orderDiscountMinor: add(order.orderDiscountMinor, amount),
    appliedOrderDiscountMinor: amount,
  });
}

/** Takes an amount off each line, given in the order of the lines; together at most what remains to be paid. */
export function takeOffLines(order: PricedOrder, amounts: readonly Minor[]): PricedOrder {
  assert(amounts.length === order.lines.length, 'one amount per line needed');
  const lines = order.lines.map((line, index) => takeOffLine(line, amounts[index] ?? zero));
  return settled({...order, lines, appliedOrderDiscountMinor: zero});
}

/** The order after the last redeemable, its `applied…` fields telling what all of them did since `start`. */
export function appliedSince(start: PricedOrder, order: PricedOrder): PricedOrder {
  const lines = order.lines.map((line, index) => {
    const before = start.lines[index]?.discountMinor ?? zero;
    return {...line, appliedDiscountMinor: subtract(line.discountMinor, before)};
  });
  const applied = subtract(order.orderDiscountMinor, start.orderDiscountMinor);
  return settled({...order, lines, appliedOrderDiscountMinor: applied});
}

/** Recomputes every sum and asserts what the header promises. */
export function settled(order: PricedOrder): PricedOrder {
  for (const line of order.lines) checkLine(line);
  const itemsDiscountMinor = add(...order.lines.map(line => line.discountMinor));
  const totalDiscountMinor = add(order.orderDiscountMinor, itemsDiscountMinor);
  const totalMinor = order.amountMinor === null ? null : subtract(order.amountMinor, totalDiscountMinor);
  assert(totalMinor === null ? totalDiscountMinor === 0 : totalMinor >= 0, 'order discounted below zero');
  return {
    ...order,
    itemsDiscountMinor,
    totalDiscountMinor,
    totalMinor,
    appliedItemsDiscountMinor: add(...order.lines.map(line => line.appliedDiscountMinor)),
  };
}

function takeOffLine(line: PricedLine, amount: Minor): PricedLine {
  const discountMinor = add(line.discountMinor, amount);
  return {
    ...line,
    discountMinor,
    appliedDiscountMinor: amount,
    subtotalMinor: line.amountMinor === null ? null : subtract(line.amountMinor, discountMinor),
  };
}

function checkLine(line: PricedLine): void {
  const {amountMinor, discountMinor, subtotalMinor} = line;
  assert(discountMinor >= 0 && line.appliedDiscountMinor >= 0, 'a line with a negative discount');
  if (amountMinor === null) {
    assert(discountMinor === 0 && subtotalMinor === null, 'a line without an amount cannot be discounted');
  } else {
    assert(subtotalMinor === minor(amountMinor - discountMinor), 'a line whose subtotal is not its rest');
    assert(subtotalMinor >= 0, 'a line discounted below zero');
  }
}
