import {larger, subtract, zero} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {moneyValue} from './discount-value.ts';
import {offOrder, orderBase} from './off-order.ts';
import {amountMissing, valueMissing} from './refused.ts';
import {roomOfOrder} from './room.ts';
import {grossOf, taxOfLines} from './tax-base.ts';

/** The order for a new total, whatever it comes to; an order that is already cheaper keeps its total. */
export function fixedOrderTotal(discount: DiscountOf<'FIXED'>, input: BenefitInput): Benefit {
  const base = orderBase(input);
  if (base === null) return amountMissing;
  const {value, isDynamic} = moneyValue(input, discount.fixedMinor, discount.fixedFormula);
  if (value === null) return valueMissing;
  const tax = taxOfLines(input, input.order.lines.keys());
  const wanted = larger(zero, subtract(base, grossOf(value, tax, input.conventions.rounding)));
  return offOrder(input, wanted, roomOfOrder(input), {limitMinor: null, isDynamic});
}
