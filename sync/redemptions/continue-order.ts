/**
 * A stored order that is redeemed on again (semantics.md B.1): the engine prices what remains of it, and what was
 * taken off before is added to its answer, so that totals are cumulative.
 */
import type {Decision, Verdict} from '../../shared/decision/decision.ts';
import {add, zero} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {settled} from '../../shared/order/running-order.ts';

/** What is left to be priced: each line at its subtotal, the order at its total. */
export function remainingCart(cart: Cart, priced: PricedOrder): Cart {
  return {
    lines: priced.lines.map((line, index) => ({
      productId: line.productId,
      sourceId: line.sourceId,
      quantity: line.quantity,
      priceMinor: line.priceMinor,
      amountMinor: line.subtotalMinor,
      metadata: cart.lines[index]?.metadata ?? {},
    })),
    amountMinor: priced.totalMinor,
    metadata: cart.metadata,
  };
}

/** The decision on what remained, told for the whole order. */
export function onTopOf(previous: PricedOrder, decision: Decision): Decision {
  return {
    ...decision,
    verdicts: decision.verdicts.map(verdict => verdictOnTop(previous, verdict)),
    initialOrder: orderOnTop(previous, decision.initialOrder),
    order: orderOnTop(previous, decision.order),
  };
}

function verdictOnTop(previous: PricedOrder, verdict: Verdict): Verdict {
  return verdict.status === 'applied' ? {...verdict, order: orderOnTop(previous, verdict.order)} : verdict;
}

function orderOnTop(previous: PricedOrder, order: PricedOrder): PricedOrder {
  return settled({
    ...order,
    amountMinor: previous.amountMinor,
    orderDiscountMinor: add(previous.orderDiscountMinor, order.orderDiscountMinor),
    lines: order.lines.map((line, index) => {
      const before = previous.lines[index];
      return {
        ...line,
        amountMinor: before?.amountMinor ?? line.amountMinor,
        discountMinor: add(before?.discountMinor ?? zero, line.discountMinor),
      };
    }),
  });
}
