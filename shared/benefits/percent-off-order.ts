import {percentToPpm, shareHalfUp} from '../money/rate.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import type {DiscountOf} from './discount.ts';
import {offOrder} from './off-order.ts';

/** A percentage of what is still to be paid, to the nearest minor unit, halves up. */
export function percentOffOrder(discount: DiscountOf<'PERCENT'>, order: PricedOrder): Benefit {
  const rate = percentToPpm(discount.percent);
  const {amountLimitMinor, aggregatedAmountLimitMinor} = discount;
  return offOrder(order, rest => shareHalfUp(rest, rate), amountLimitMinor, aggregatedAmountLimitMinor);
}
