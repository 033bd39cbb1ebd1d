/**
 * A stored order that is redeemed on again (semantics.md B.1): the engine gets it as it was priced, with what
 * earlier redemptions took off, so that its totals are cumulative and its rules see the order's first amount.
 */
import type {Cart} from '../../shared/order/cart.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';

export function continuedCart(cart: Cart, priced: PricedOrder): Cart {
  return {
    lines: priced.lines.map((line, index) => ({
      ...cart.lines[index],
      productId: line.productId,
      ...(line.skuId === undefined ? {} : {skuId: line.skuId}),
      sourceId: line.sourceId,
      quantity: line.quantity,
      priceMinor: line.priceMinor,
      amountMinor: line.amountMinor,
      discountMinor: line.discountMinor,
      ...(line.discountQuantity === undefined ? {} : {discountQuantity: line.discountQuantity}),
      ...(line.initialQuantity === undefined ? {} : {initialQuantity: line.initialQuantity}),
      metadata: cart.lines[index]?.metadata ?? {},
    })),
    amountMinor: priced.amountMinor,
    ...(priced.initialAmountMinor == null ? {} : {initialAmountMinor: priced.initialAmountMinor}),
    orderDiscountMinor: priced.orderDiscountMinor,
    ...(priced.shipping === undefined
      ? {}
      : {
          shippingMinor: priced.shipping.costMinor,
          shippingDiscountMinor: priced.shipping.discountMinor,
        }),
    metadata: cart.metadata,
    ...(cart.categories === undefined ? {} : {categories: cart.categories}),
  };
}
