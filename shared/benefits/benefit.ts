import {type Minor, subtract} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Refusal} from '../reasons/refusal.ts';

/** What a redeemable does to the running order, or why it cannot be worked out. */
export type Benefit =
  | {readonly ok: true; readonly order: PricedOrder; readonly discountMinor: Minor}
  | {readonly ok: false; readonly refusal: Refusal};

export const amountMissing: Benefit = {ok: false, refusal: {code: 'amount_missing'}};
export const itemsMissing: Benefit = {ok: false, refusal: {code: 'items_missing'}};

/** The benefit that turned `before` into `order`. */
export function benefit(before: PricedOrder, order: PricedOrder): Benefit {
  return {ok: true, order, discountMinor: subtract(order.totalDiscountMinor, before.totalDiscountMinor)};
}
