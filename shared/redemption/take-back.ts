/**
 * An order without what some of its redemptions did: discounts go, added units go, replaced ones come back. What other
 * redemptions did stays, because each remembers what it did (RD6). An order that was changed in between may no longer
 * hold all they did; what is gone is gone (RD8).
 */
import {larger, type Minor, minor, smaller, subtract, zero} from '../money/minor.ts';
import type {PricedLine, PricedOrder} from '../order/priced-order.ts';
import {settled} from '../order/running-order.ts';

/** `done` are the orders right after each redeemable that is taken back. */
export function takeBack(order: PricedOrder, done: readonly PricedOrder[]): PricedOrder {
  const {initialAmountMinor, ...rest} = order;
  const lines = order.lines.map((line, index) => lineWithout(line, linesAt(done, index)));
  const added = sum(done.flatMap(one => one.lines.map(line => line.appliedQuantityMinor ?? zero)));
  const amountMinor = order.amountMinor === null ? null : less(order.amountMinor, added);
  const offOrder = sum(done.map(one => one.appliedOrderDiscountMinor));
  const bearable = less(amountMinor ?? zero, sum(lines.map(line => line.discountMinor)));
  return settled({
    ...rest,
    lines,
    amountMinor,
    ...(initialAmountMinor === undefined || initialAmountMinor === amountMinor ? {} : {initialAmountMinor}),
    orderDiscountMinor: smaller(less(order.orderDiscountMinor, offOrder), bearable),
    appliedOrderDiscountMinor: zero,
    ...shippingWithout(order, done),
  });
}

/** Without lines whose units all came from redemptions, and are gone. */
export function withoutEmptied(order: PricedOrder): PricedOrder {
  return {...order, lines: order.lines.filter(line => !isEmptied(line))};
}

function isEmptied({quantity, initialQuantity, amountMinor}: PricedLine): boolean {
  return quantity === 0 && initialQuantity === 0 && (amountMinor ?? 0) === 0;
}

function linesAt(orders: readonly PricedOrder[], index: number): PricedLine[] {
  return orders.flatMap(one => one.lines[index] ?? []);
}

function lineWithout(line: PricedLine, done: readonly PricedLine[]): PricedLine {
  const added = sum(done.map(one => one.appliedQuantityMinor ?? zero));
  const amountMinor = line.amountMinor === null ? null : less(line.amountMinor, added);
  const off = sum(done.map(one => one.appliedDiscountMinor));
  const discountMinor = smaller(less(line.discountMinor, off), amountMinor ?? zero);
  const quantity = Math.max(0, line.quantity - count(done.map(one => one.appliedQuantity)));
  const freed = (line.discountQuantity ?? 0) - count(done.map(one => one.appliedDiscountQuantity));
  const discountQuantity = Math.min(quantity, Math.max(0, freed));
  return {
    ...asAsked(line, quantity, amountMinor),
    quantity,
    amountMinor,
    discountMinor,
    appliedDiscountMinor: zero,
    subtotalMinor: amountMinor === null ? null : subtract(amountMinor, discountMinor),
    ...(discountQuantity === 0 ? {} : {discountQuantity}),
  };
}

/** The line without what told of changes; how it was at first is told where it still differs, or where it was not. */
function asAsked(line: PricedLine, quantity: number, amountMinor: Minor | null) {
  const {initialQuantity, initialAmountMinor, ...named} = line;
  const {discountQuantity, appliedDiscountQuantity, appliedQuantity, appliedQuantityMinor, ...rest} = named;
  return {
    ...rest,
    ...(initialQuantity === undefined || (initialQuantity === quantity && quantity > 0)
      ? {}
      : {initialQuantity}),
    ...(initialAmountMinor === undefined || initialAmountMinor === amountMinor ? {} : {initialAmountMinor}),
  };
}

function shippingWithout(
  {shipping}: PricedOrder,
  done: readonly PricedOrder[],
): Pick<PricedOrder, 'shipping'> {
  if (shipping === undefined) return {};
  const off = sum(done.map(one => one.shipping?.appliedDiscountMinor ?? zero));
  const discountMinor = less(shipping.discountMinor, off);
  return {shipping: {...shipping, discountMinor, appliedDiscountMinor: zero}};
}

/** Less what is taken off, at most all; a negative amount is what comes back. */
function less(from: Minor, amount: Minor): Minor {
  return larger(zero, subtract(from, amount));
}

function count(units: readonly (number | undefined)[]): number {
  return units.reduce<number>((total, one) => total + (one ?? 0), 0);
}

function sum(amounts: readonly Minor[]): Minor {
  return minor(amounts.reduce<number>((total, amount) => total + amount, 0));
}
