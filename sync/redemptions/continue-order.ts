/**
 * A stored order that is redeemed on again (semantics.md B.1): the engine gets it as it was priced, with what
 * earlier redemptions took off, so that its totals are cumulative and its rules see the order's first amount.
 */
import type {Cart} from '../../shared/order/cart.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';

export function continuedCart(cart: Cart, priced: PricedOrder): Cart {
  return {
    lines: priced.lines.map((line, index) => ({
      productId: line.productId,
      sourceId: line.sourceId,
      quantity: line.quantity,
      priceMinor: line.priceMinor,
      amountMinor: line.amountMinor,
      discountMinor: line.discountMinor,
      metadata: cart.lines[index]?.metadata ?? {},
    })),
    amountMinor: priced.amountMinor,
    orderDiscountMinor: priced.orderDiscountMinor,
    metadata: cart.metadata,
  };
}
