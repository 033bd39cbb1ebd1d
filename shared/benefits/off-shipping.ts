import {type Minor, minor, smaller, zero} from '../money/minor.ts';
import {share} from '../money/rate.ts';
import {takeOffOrder} from '../order/running-order.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import type {DiscountOf} from './discount.ts';
import {percentValue, timesBundle} from './discount-value.ts';
import {lowest} from './off-lines.ts';
import {shippingLeft} from './off-order.ts';
import {shippingCostMissing} from './refused.ts';

/** Off the shipping cost (Vouchery): a percentage, an amount, both together, or all of it. The goods are not touched. */
export function offShipping(discount: DiscountOf<'SHIPPING'>, input: BenefitInput): Benefit {
  const {order, budgetMinor} = input;
  if (order.shipping === undefined) return shippingCostMissing;
  const left = shippingLeft(order);
  const base = input.calculationMode === 'INITIAL_AMOUNT' ? order.shipping.costMinor : left;
  const off = lowest(wanted(discount, input, base), left, budgetMinor) ?? zero;
  return benefit(order, takeOffOrder(order, zero, off));
}

function wanted({percent, amountMinor}: DiscountOf<'SHIPPING'>, input: BenefitInput, base: Minor): Minor {
  if (percent === null && amountMinor === null) return base;
  const rate = percentValue(input, percent ?? 0, undefined).value;
  const fixed = smaller(timesBundle(input, amountMinor ?? zero), base);
  return minor(Math.min(share(base, rate, input.conventions.rounding) + fixed, base));
}
