import type {Minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {takeOffOrder} from '../order/running-order.ts';
import {amountMissing, type Benefit, benefit} from './benefit.ts';
import {capped} from './capped.ts';

/** Takes off the order what `wanted` makes of the amount still to be paid, within the caps and never more than it. */
export function offOrder(
  order: PricedOrder,
  wanted: (remaining: Minor) => Minor,
  ...caps: readonly (Minor | null)[]
): Benefit {
  if (order.totalMinor === null) return amountMissing;
  const off = capped(wanted(order.totalMinor), order.totalMinor, ...caps);
  return benefit(order, takeOffOrder(order, off));
}
