import type {PricedOrder} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import type {DiscountOf} from './discount.ts';
import {offLines} from './off-lines.ts';

/** A fixed amount off each selected line: once per line, whatever its quantity. */
export function amountOffItems(
  discount: DiscountOf<'AMOUNT'>,
  order: PricedOrder,
  selected: readonly boolean[],
): Benefit {
  return offLines(order, selected, () => discount.amountMinor, discount.aggregatedAmountLimitMinor);
}
