import {percentToPpm, shareHalfUp} from '../money/rate.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import {capped} from './capped.ts';
import type {DiscountOf} from './discount.ts';
import {offLines} from './off-lines.ts';

/** A percentage of each selected line's subtotal, to the nearest minor unit, halves up; `amountLimitMinor` caps each line. */
export function percentOffItems(
  discount: DiscountOf<'PERCENT'>,
  order: PricedOrder,
  selected: readonly boolean[],
): Benefit {
  const rate = percentToPpm(discount.percent);
  return offLines(
    order,
    selected,
    subtotal => capped(shareHalfUp(subtotal, rate), discount.amountLimitMinor),
    discount.aggregatedAmountLimitMinor,
  );
}
