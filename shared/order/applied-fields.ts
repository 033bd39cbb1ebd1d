/**
 * The `applied…` fields of lines and shipping: what the last step changed. The next step clears them, and a line that
 * has none stays the same object.
 */
import {subtract, zero} from '../money/minor.ts';
import {lineAfter} from './line-after.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';

/** The lines with nothing applied; those that the last step left alone are the same objects. */
export function clearedLines(lines: readonly PricedLine[]): PricedLine[] {
  return lines.map(line =>
    line.appliedDiscountMinor === 0 && hasNoUnitsApplied(line) ? line : cleared(line),
  );
}

/** A copy of the line with nothing applied. */
export function cleared(line: PricedLine): PricedLine {
  return lineAfter(line, line.discountMinor, zero);
}

/** Whether the last step moved no units of the line; it may have moved money. */
export function hasNoUnitsApplied(line: PricedLine): boolean {
  return (
    line.appliedDiscountQuantity === undefined &&
    line.appliedQuantity === undefined &&
    line.appliedQuantityMinor === undefined
  );
}

/** The line as it is now, its `applied…` fields telling what changed since `before`; absent: it was not there. */
export function lineSince(before: PricedLine | undefined, line: PricedLine): PricedLine {
  const off = subtract(line.discountMinor, before?.discountMinor ?? zero);
  const freed = (line.discountQuantity ?? 0) - (before?.discountQuantity ?? 0);
  const units = line.quantity - (before?.quantity ?? 0);
  const unitsMinor = subtract(line.amountMinor ?? zero, before?.amountMinor ?? zero);
  const isMoneyOnly = freed === 0 && units === 0 && unitsMinor === 0;
  if (isMoneyOnly && line.appliedDiscountMinor === off && hasNoUnitsApplied(line)) return line;
  const after = lineAfter(line, line.discountMinor, off);
  if (freed !== 0) after.appliedDiscountQuantity = freed;
  if (units !== 0) after.appliedQuantity = units;
  if (unitsMinor !== 0) after.appliedQuantityMinor = unitsMinor;
  return after;
}

/** The order without what the last step applied to shipping. */
export function clearedShipping(order: PricedOrder): PricedOrder {
  const {shipping} = order;
  if (shipping === undefined || shipping.appliedDiscountMinor === 0) return order;
  return {...order, shipping: {...shipping, appliedDiscountMinor: zero}};
}
