import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {percentValue} from './discount-value.ts';
import {lowest} from './off-lines.ts';
import {offOrder, orderBase} from './off-order.ts';
import {amountMissing} from './refused.ts';
import {roomOfOrder} from './room.ts';
import {percentOf, taxOfLines} from './tax-base.ts';

/** A percentage of what the order is worked out on, rounded once. */
export function percentOffOrder(discount: DiscountOf<'PERCENT'>, input: BenefitInput): Benefit {
  const base = orderBase(input);
  if (base === null) return amountMissing;
  const {value: rate, isDynamic} = percentValue(input, discount.percent, discount.percentFormula);
  const tax = taxOfLines(input, input.order.lines.keys());
  const wanted = percentOf(base, rate, tax, input.conventions.rounding);
  const limitMinor = lowest(discount.amountLimitMinor, discount.aggregatedAmountLimitMinor);
  return offOrder(input, wanted, roomOfOrder(input), {limitMinor, isDynamic});
}
