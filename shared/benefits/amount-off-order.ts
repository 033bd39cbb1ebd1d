import type {PricedOrder} from '../order/priced-order.ts';
import type {Benefit} from './benefit.ts';
import type {DiscountOf} from './discount.ts';
import {offOrder} from './off-order.ts';

/** A fixed amount off what is still to be paid. */
export function amountOffOrder(discount: DiscountOf<'AMOUNT'>, order: PricedOrder): Benefit {
  return offOrder(order, () => discount.amountMinor, discount.aggregatedAmountLimitMinor);
}
