import type {Minor} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import {offOrder} from './off-order.ts';

/** Pays with gift credits: what was asked for, or as much as fits; never more than is there or still to be paid. */
export function payWithCredits(order: PricedOrder, wanted: Minor | null, available: Minor): Benefit {
  return offOrder(order, () => wanted ?? available, available);
}
