import {allocate} from '../money/allocate.ts';
import {type Minor, zero} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {takeOffLines} from '../order/running-order.ts';
import {amountMissing, type Benefit, benefit, itemsMissing} from './benefit.ts';
import {capped} from './capped.ts';

/**
 * Takes off each selected line what `wanted` makes of its subtotal, never more than that. A cap over all lines, and
 * what is still to be paid, are shared out in proportion to what each line would have got.
 * No selected line means nothing off; a cart without lines or selected lines without amounts cannot be worked out.
 */
export function offLines(
  order: PricedOrder,
  selected: readonly boolean[],
  wanted: (subtotal: Minor) => Minor,
  aggregatedCap: Minor | null,
): Benefit {
  if (order.lines.length === 0) return itemsMissing;
  const lines = order.lines.filter((_, index) => selected[index]);
  if (lines.length > 0 && lines.every(line => line.subtotalMinor === null)) return amountMissing;
  const amounts = order.lines.map((line, index) =>
    selected[index] && line.subtotalMinor !== null
      ? capped(wanted(line.subtotalMinor), line.subtotalMinor)
      : zero,
  );
  return benefit(order, takeOffLines(order, shareWithin(amounts, order.totalMinor, aggregatedCap)));
}

function shareWithin(amounts: readonly Minor[], ...caps: readonly (Minor | null)[]): readonly Minor[] {
  // A plain sum: beyond 2^53 it is rounded, but then it is above every cap anyway.
  const together = amounts.reduce<number>((sum, amount) => sum + amount, 0);
  const cap = caps.reduce<number>((least, one) => (one === null ? least : Math.min(least, one)), together);
  return cap < together ? allocate(capped(cap as Minor), amounts) : amounts;
}
