/**
 * The physical limit: integer cents, these five redeemables and nothing else, written out by hand. It gives the same
 * orders as a decision does: after each redeemable, and at the end with what all of them did.
 */
import {canonicalJson} from '../../../shared/kernel/canonical-json.ts';
import type {Side} from '../side.ts';
import {pricesSide} from './prices-side.ts';
import {
  itemPercent,
  leastOrderMinor,
  lineAmountMinor,
  orderAmountMinor,
  orderPercent,
  type TillOrder,
  tillOrders,
} from './till-orders.ts';

interface Line {
  readonly productId: string | null;
  readonly sourceId: string | null;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly amountMinor: number;
  readonly discountMinor: number;
  readonly appliedDiscountMinor: number;
  readonly subtotalMinor: number;
  readonly discountQuantity?: number | undefined;
  readonly appliedDiscountQuantity?: number | undefined;
}
interface Order {
  readonly lines: readonly Line[];
  readonly amountMinor: number;
  readonly orderDiscountMinor: number;
  readonly itemsDiscountMinor: number;
  readonly totalDiscountMinor: number;
  readonly totalMinor: number;
  readonly appliedOrderDiscountMinor: number;
  readonly appliedItemsDiscountMinor: number;
}

export function cents(): Side {
  const orders = tillOrders().map(({reducedIds, ...order}) => ({...order, reducedIds: new Set(reducedIds)}));
  return {
    ...pricesSide(orders, steps, priced => priced.at(-1)?.totalMinor ?? 0),
    details: () => orders.map(order => canonicalJson(steps(order))).join('\n'),
  };
}

type Priceable = Omit<TillOrder, 'reducedIds'> & {readonly reducedIds: ReadonlySet<string>};

function steps(order: Priceable): readonly Order[] {
  const {reducedIds, freeId} = order;
  const start = begin(order);
  const afterFree = oneFree(start, freeId);
  const afterFifth = offItems(afterFree, line =>
    reducedIds.has(line.sourceId ?? '') ? Math.round((line.subtotalMinor * itemPercent) / 100) : 0,
  );
  const afterTens = offItems(afterFifth, () => lineAmountMinor);
  const afterTwentieth = offOrder(afterTens, Math.round((afterTens.totalMinor * orderPercent) / 100));
  const afterTwo = offOrder(afterTwentieth, orderAmountMinor);
  return [afterFree, afterFifth, afterTens, afterTwentieth, afterTwo, inAll(afterTwo)];
}

function begin({cart, productIds}: Priceable): Order {
  const lines: Line[] = [];
  let amountMinor = 0;
  for (const {sourceId, quantity, priceMinor} of cart.lines) {
    const lineMinor = (priceMinor ?? 0) * quantity;
    amountMinor += lineMinor;
    lines.push({
      productId: productIds[lines.length] ?? null,
      sourceId,
      quantity,
      priceMinor: priceMinor ?? 0,
      amountMinor: lineMinor,
      discountMinor: 0,
      appliedDiscountMinor: 0,
      subtotalMinor: lineMinor,
    });
  }
  return ordered(lines, amountMinor, 0, 0, 0, 0);
}

function ordered(
  lines: readonly Line[],
  amountMinor: number,
  orderDiscountMinor: number,
  itemsDiscountMinor: number,
  appliedOrderDiscountMinor: number,
  appliedItemsDiscountMinor: number,
): Order {
  const totalDiscountMinor = orderDiscountMinor + itemsDiscountMinor;
  const totalMinor = amountMinor - totalDiscountMinor;
  return {
    lines,
    amountMinor,
    orderDiscountMinor,
    itemsDiscountMinor,
    totalDiscountMinor,
    totalMinor,
    appliedOrderDiscountMinor,
    appliedItemsDiscountMinor,
  };
}

function oneFree(order: Order, freeId: string): Order {
  if (order.totalMinor < leastOrderMinor) return order;
  let applied = 0;
  const lines: Line[] = [];
  for (const line of order.lines) {
    if (line.sourceId !== freeId) lines.push(line);
    else {
      applied += line.priceMinor;
      lines.push(freed(line));
    }
  }
  const {amountMinor, orderDiscountMinor, itemsDiscountMinor} = order;
  return ordered(lines, amountMinor, orderDiscountMinor, itemsDiscountMinor + applied, 0, applied);
}

function offItems(order: Order, off: (line: Line) => number): Order {
  if (order.totalMinor < leastOrderMinor) return order;
  let applied = 0;
  const lines: Line[] = [];
  for (const line of order.lines) {
    const taken = Math.min(off(line), line.subtotalMinor);
    applied += taken;
    lines.push(taken === 0 && line.appliedDiscountMinor === 0 ? line : reduced(line, taken));
  }
  const {amountMinor, orderDiscountMinor, itemsDiscountMinor} = order;
  return ordered(lines, amountMinor, orderDiscountMinor, itemsDiscountMinor + applied, 0, applied);
}

function offOrder(order: Order, wanted: number): Order {
  if (order.totalMinor < leastOrderMinor) return order;
  const taken = Math.min(wanted, order.totalMinor);
  const lines: Line[] = [];
  for (const line of order.lines) lines.push(line.appliedDiscountMinor === 0 ? line : reduced(line, 0));
  const {amountMinor, orderDiscountMinor, itemsDiscountMinor} = order;
  return ordered(lines, amountMinor, orderDiscountMinor + taken, itemsDiscountMinor, taken, 0);
}

function freed(line: Line): Line {
  const {productId, sourceId, quantity, priceMinor, amountMinor} = line;
  return {
    productId,
    sourceId,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor: line.discountMinor + priceMinor,
    appliedDiscountMinor: priceMinor,
    subtotalMinor: line.subtotalMinor - priceMinor,
    discountQuantity: 1,
    appliedDiscountQuantity: 1,
  };
}

function reduced(line: Line, taken: number): Line {
  const {productId, sourceId, quantity, priceMinor, amountMinor} = line;
  const discountMinor = line.discountMinor + taken;
  const subtotalMinor = line.subtotalMinor - taken;
  const appliedDiscountMinor = taken;
  const {discountQuantity} = line;
  if (discountQuantity !== undefined)
    return {
      productId,
      sourceId,
      quantity,
      priceMinor,
      amountMinor,
      discountMinor,
      appliedDiscountMinor,
      subtotalMinor,
      discountQuantity,
    };
  return {
    productId,
    sourceId,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor,
    appliedDiscountMinor,
    subtotalMinor,
  };
}

/** The last order, its `applied…` fields telling what all redeemables did. */
function inAll({lines, amountMinor, orderDiscountMinor, itemsDiscountMinor}: Order): Order {
  const since: Line[] = [];
  for (const line of lines) since.push(toldInAll(line));
  return ordered(
    since,
    amountMinor,
    orderDiscountMinor,
    itemsDiscountMinor,
    orderDiscountMinor,
    itemsDiscountMinor,
  );
}

function toldInAll(line: Line): Line {
  const {productId, sourceId, quantity, priceMinor, amountMinor, discountMinor, subtotalMinor} = line;
  const appliedDiscountMinor = discountMinor;
  if (line.discountQuantity !== undefined)
    return {...line, appliedDiscountMinor, appliedDiscountQuantity: line.discountQuantity};
  return {
    productId,
    sourceId,
    quantity,
    priceMinor,
    amountMinor,
    discountMinor,
    appliedDiscountMinor,
    subtotalMinor,
  };
}
