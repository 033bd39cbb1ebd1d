import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue, timesBundle} from './discount-value.ts';
import {offOrder} from './off-order.ts';
import {roomOfOrder} from './room.ts';
import {grossOf, taxOfLines} from './tax-base.ts';

/** A fixed amount off what is still to be paid. */
export function amountOffOrder(discount: DiscountOf<'AMOUNT'>, input: BenefitInput): Benefit {
  const {value, isDynamic} = moneyValue(input, discount.amountMinor, discount.amountFormula);
  const tax = taxOfLines(input, input.order.lines.keys());
  const wanted = grossOf(timesBundle(input, value), tax, input.conventions.rounding);
  return offOrder(input, wanted, roomOfOrder(input), {
    limitMinor: discount.aggregatedAmountLimitMinor,
    isDynamic,
  });
}
