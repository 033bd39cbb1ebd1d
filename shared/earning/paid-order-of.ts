import {zero} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {EarningEvent, PaidOrder} from './earning-event.ts';

const noCart: Cart = {lines: [], amountMinor: null, metadata: {}};
const noOrder: PricedOrder = {
  lines: [],
  amountMinor: null,
  orderDiscountMinor: zero,
  itemsDiscountMinor: zero,
  totalDiscountMinor: zero,
  totalMinor: null,
  appliedOrderDiscountMinor: zero,
  appliedItemsDiscountMinor: zero,
};
const nothingPaid: PaidOrder = {cart: noCart, order: noOrder, lines: []};

/** The order an event is about; an empty one where it is about none, which rules about orders then ask for. */
export function paidOrderOf(event: EarningEvent): PaidOrder {
  return event.event === 'order_paid' ? event.paid : nothingPaid;
}
