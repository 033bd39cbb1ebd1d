/**
 * An upper bound on what a set of redeemables can still take off together, in any order, from a given order on. It is
 * never too low (BD4): whatever is left out (rules, limits of categories, budgets, floors) only makes less possible.
 *
 * Why it holds: discounts never make an order dearer, so a share of what is to be paid is largest now; several shares
 * one after the other leave the product of their rests; amounts take at most what they say; and all of them together
 * take at most what is to be paid now and the worth of the units that they add.
 */
import type {PricedOrder} from '../order/priced-order.ts';
import {type DealCandidate, type DealTable, toPay} from './deal-table.ts';
import type {LinesMost, Taking} from './takings-of.ts';

/** At most so much, by at most `room` of the redeemables in `left`. */
export function mostOff(
  left: readonly DealCandidate[],
  room: number,
  order: PricedOrder,
  table: DealTable,
): number {
  const base = baseOf(order, table);
  const rests: number[] = [];
  const amounts: number[] = [];
  let grown = 0;
  for (const {takings} of left) {
    const [only, ...more] = takings.discounts;
    let most = 0;
    for (const taking of takings.discounts) {
      most += mostOf(taking, base);
      if (taking.kind === 'grown') grown += taking.most;
    }
    const isShare =
      only?.kind === 'order_share' && more.length === 0 && only.most === Number.POSITIVE_INFINITY;
    if (isShare) rests.push(1 - only.rate);
    else if (most > 0) amounts.push(most);
  }
  rests.sort((a, b) => a - b);
  amounts.sort((a, b) => b - a);
  return Math.min(bestMix(rests, amounts, room, base), base.toPay + grown);
}

interface Base {
  readonly toPay: number;
  /** What order-level shares are of. */
  readonly order: number;
  /** By line what it still costs. Lines that were added may be any rule's. */
  readonly subtotals: readonly number[];
  readonly ofCart: number;
  /** What rounding may give in addition: to an order-level value, to each line. */
  readonly orderRounding: number;
  readonly lineRounding: number;
}

function baseOf(order: PricedOrder, {situation}: DealTable): Base {
  const {conventions} = situation.facts;
  const subtotals: number[] = [];
  let mostUnits = 1;
  for (const {subtotalMinor, quantity} of order.lines) {
    subtotals.push(subtotalMinor ?? 0);
    mostUnits = Math.max(mostUnits, quantity);
  }
  const rounding = conventions.taxBase === 'net' ? 4 : 1;
  return {
    toPay: toPay(order),
    order: conventions.shippingInOrderBase ? toPay(order) : (order.totalMinor ?? 0),
    subtotals,
    ofCart: situation.initial.lines.length,
    orderRounding: rounding,
    lineRounding: conventions.roundingLevel === 'unit' ? rounding * mostUnits : rounding,
  };
}

function mostOf(taking: Taking, base: Base): number {
  switch (taking.kind) {
    case 'order_share':
      return Math.min(taking.most, taking.rate * base.order + base.orderRounding);
    case 'order_down_to':
      return Math.max(0, base.order - taking.to);
    case 'lines_share':
      return mostOffLines(taking.lines, taking.rate, base);
    case 'lines_amount':
      return mostOffLines(taking.lines, 1, base);
    case 'amount':
    case 'grown':
      return taking.most;
  }
}

function mostOffLines({of, perLine, most}: LinesMost, rate: number, base: Base): number {
  const {subtotals, ofCart, lineRounding} = base;
  let sum = 0;
  for (let index = 0; index < subtotals.length; index += 1) {
    const subtotal = subtotals[index] ?? 0;
    if (subtotal === 0 || (index < ofCart && !of.has(index))) continue;
    sum += Math.min(perLine, subtotal, subtotal * rate + lineRounding);
  }
  return Math.min(most, sum);
}

/** The best of taking so many of the largest shares and, with what room is left, so many of the largest amounts. */
function bestMix(rests: readonly number[], amounts: readonly number[], room: number, base: Base): number {
  let best = 0;
  let rest = 1;
  for (let shares = 0; shares <= Math.min(room, rests.length); shares += 1) {
    if (shares > 0) rest *= rests[shares - 1] ?? 1;
    let off = base.order * (1 - rest) + shares * base.orderRounding;
    for (let at = 0; at < Math.min(room - shares, amounts.length); at += 1) off += amounts[at] ?? 0;
    best = Math.max(best, off);
  }
  return best;
}
