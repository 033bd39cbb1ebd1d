/**
 * Takes money off the order as a whole. No line changes; convention `shippingInOrderBase` lets the discount be worked
 * out on shipping too, and what the goods cannot take then comes off shipping.
 */
import {add, larger, type Minor, smaller, subtract, zero} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import {takeOffOrder} from '../order/running-order.ts';
import {type Benefit, benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {lowest} from './off-lines.ts';
import {amountMissing} from './refused.ts';

/**
 * What an order-level discount is worked out on: what is still to be paid, in INITIAL_AMOUNT mode the order's amount
 * before the first redeemable. null where nobody knows.
 */
export function orderBase({order, initial, calculationMode, conventions}: BenefitInput): Minor | null {
  const isInitial = calculationMode === 'INITIAL_AMOUNT';
  const goods = isInitial ? initialAmount(initial) : order.totalMinor;
  if (goods === null || !conventions.shippingInOrderBase || order.shipping === undefined) return goods;
  return add(goods, isInitial ? order.shipping.costMinor : shippingLeft(order));
}

/** Takes off `wanted` within the limits and `roomMinor`, the most that the goods can give. */
export function offOrder(
  input: BenefitInput,
  wanted: Minor,
  roomMinor: Minor | null,
  limits: {readonly limitMinor: Minor | null; readonly isDynamic: boolean},
): Benefit {
  const {order, conventions, budgetMinor} = input;
  if (roomMinor === null) return amountMissing;
  const shipping = conventions.shippingInOrderBase ? shippingLeft(order) : zero;
  const off = smaller(lowest(wanted, limits.limitMinor, budgetMinor) ?? zero, add(roomMinor, shipping));
  const offGoods = smaller(off, roomMinor);
  const after = takeOffOrder(order, offGoods, subtract(off, offGoods));
  return benefit(order, after, limits);
}

/** What is still to be paid for shipping. */
export function shippingLeft({shipping}: PricedOrder): Minor {
  return shipping === undefined ? zero : larger(zero, subtract(shipping.costMinor, shipping.discountMinor));
}

function initialAmount(initial: PricedOrder): Minor | null {
  return initial.initialAmountMinor === undefined ? initial.amountMinor : initial.initialAmountMinor;
}
