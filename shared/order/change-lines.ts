/**
 * Changes units as well as money: units made free, added, taken away or replaced. The order's amount follows the
 * lines' amounts; what order and line were before the first such change stays in their `initial…` fields.
 */
import {type Minor, minor, zero} from '../money/minor.ts';
import {clearedLines, clearedShipping, lineSince} from './applied-fields.ts';
import {lineAfter} from './line-after.ts';
import type {PricedLine, PricedOrder} from './priced-order.ts';
import {totalled} from './totalled.ts';

/** What happens to one line; absent is no change. Below zero takes away. */
export interface LineChange {
  readonly lineIndex: number;
  readonly offMinor?: number;
  /** Units that become free or discounted. */
  readonly freedUnits?: number;
  readonly units?: number;
  /** Amount that comes with the units. */
  readonly unitsMinor?: number;
}

/** A line that was not in the cart. Without an amount it only counts units. */
export type NewLine = Pick<
  PricedLine,
  'productId' | 'sourceId' | 'quantity' | 'priceMinor' | 'amountMinor' | 'discountMinor'
> &
  Partial<Pick<PricedLine, 'skuId' | 'name' | 'discountQuantity' | 'replaces'>>;

/** The order with `changes` (at most one per line) and `added` lines; null where it cannot hold such units or amounts. */
export function changeLines(
  order: PricedOrder,
  changes: readonly LineChange[],
  added: readonly NewLine[] = [],
): PricedOrder | null {
  if (!canHold(order, changes, added)) return null;
  const lines = clearedLines(order.lines);
  for (const change of changes) {
    const line = lines[change.lineIndex];
    if (line !== undefined) lines[change.lineIndex] = changedLine(line, change);
  }
  for (const line of added) lines.push(addedLine(line));
  const grown = amountAdded(changes, added);
  return totalled(grownOrder(clearedShipping(order), grown), lines, zero);
}

/** Amounts and units stay whole numbers that can be held, and no discount is above its amount. */
function canHold(order: PricedOrder, changes: readonly LineChange[], added: readonly NewLine[]): boolean {
  const amount = (order.amountMinor ?? 0) + amountAdded(changes, added);
  let off = order.totalDiscountMinor as number;
  for (const line of added) off += line.discountMinor;
  for (const change of changes) off += change.offMinor ?? 0;
  return (
    Number.isSafeInteger(amount + (order.shipping?.costMinor ?? 0)) &&
    amount >= off &&
    added.every(line => Number.isSafeInteger(line.quantity)) &&
    changes.every(change => canHoldLine(order.lines[change.lineIndex], change))
  );
}

function canHoldLine(line: PricedLine | undefined, {units = 0, unitsMinor = 0}: LineChange): boolean {
  const quantity = (line?.quantity ?? 0) + units;
  const amount = (line?.amountMinor ?? 0) + unitsMinor;
  return Number.isSafeInteger(quantity) && quantity >= 0 && Number.isSafeInteger(amount) && amount >= 0;
}

function amountAdded(changes: readonly LineChange[], added: readonly NewLine[]): number {
  let sum = 0;
  for (const change of changes) sum += change.unitsMinor ?? 0;
  for (const line of added) sum += line.amountMinor ?? 0;
  return sum;
}

function grownOrder(order: PricedOrder, grown: number): PricedOrder {
  if (order.amountMinor === null || grown === 0) return order;
  return {
    ...order,
    amountMinor: minor(order.amountMinor + grown),
    initialAmountMinor: order.initialAmountMinor ?? order.amountMinor,
  };
}

function changedLine(line: PricedLine, change: LineChange): PricedLine {
  const {offMinor = 0, freedUnits = 0, units = 0, unitsMinor = 0} = change;
  const after = lineAfter(line, minor(line.discountMinor + offMinor), zero);
  after.quantity = line.quantity + units;
  after.amountMinor = line.amountMinor === null ? null : minor(line.amountMinor + unitsMinor);
  after.subtotalMinor = restOf(after.amountMinor, after.discountMinor);
  const freed = (line.discountQuantity ?? 0) + freedUnits;
  if (freed > 0) after.discountQuantity = freed;
  if (units !== 0) {
    after.initialQuantity = line.initialQuantity ?? line.quantity;
    if (line.initialAmountMinor === undefined) after.initialAmountMinor = line.amountMinor;
  }
  return lineSince(line, after);
}

function addedLine(added: NewLine): PricedLine {
  const {productId, skuId, sourceId, name, quantity, priceMinor, amountMinor, discountMinor} = added;
  const {discountQuantity = 0, replaces} = added;
  const line: PricedLine = {
    productId,
    sourceId,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor,
    appliedDiscountMinor: discountMinor,
    subtotalMinor: restOf(amountMinor, discountMinor),
    initialQuantity: 0,
    initialAmountMinor: amountMinor === null ? null : zero,
    appliedQuantity: quantity,
  };
  if (skuId !== undefined) line.skuId = skuId;
  if (name !== undefined) line.name = name;
  if (replaces !== undefined) line.replaces = replaces;
  if (amountMinor !== null && amountMinor > 0) line.appliedQuantityMinor = amountMinor;
  if (discountQuantity > 0) {
    line.discountQuantity = discountQuantity;
    line.appliedDiscountQuantity = discountQuantity;
  }
  return line;
}

function restOf(amountMinor: Minor | null, discountMinor: Minor): Minor | null {
  return amountMinor === null ? null : minor(amountMinor - discountMinor);
}
