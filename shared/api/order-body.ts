/**
 * The order of a validation or redemption, as sent: what is bought, or which stored order is meant
 * (semantics.md B.1). It becomes the cart that the engine prices.
 */
import {z} from 'zod';
import type {ProductId} from '../kernel/id.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Cart, CartLine} from '../order/cart.ts';
import {refuseUnsupported} from './unsupported.ts';
import {amountBody, metadataBody, nonEmptyText, priceBody, quantityBody, toMetadata} from './wire-values.ts';

const products = 'items are products; name one by product_id, or by source_id with related_object product';

const orderItemBody = z
  .looseObject({
    product_id: nonEmptyText.nullish(),
    source_id: nonEmptyText.nullish(),
    related_object: z.literal('product', {error: `is not supported by this version: ${products}`}).nullish(),
    quantity: quantityBody.nullish(),
    price: priceBody.nullish(),
    amount: amountBody.nullish(),
    metadata: metadataBody.nullish(),
    product: z
      .looseObject({name: z.string().max(200).nullish()})
      .check(context =>
        refuseUnsupported(context, {override: 'create or update products with POST /v1/products'}),
      )
      .nullish(),
  })
  .check(context => refuseUnsupported(context, {sku_id: products, sku: products}));
type OrderItemBody = z.output<typeof orderItemBody>;

export const orderBody = z.looseObject({
  id: nonEmptyText.nullish(),
  source_id: nonEmptyText.nullish(),
  status: z.enum(['CREATED', 'PAID', 'CANCELED', 'FULFILLED']).nullish(),
  amount: amountBody.nullish(),
  /** What shipping costs, for discounts on shipping (Vouchery); our extension. */
  shipping_amount: priceBody.nullish(),
  items: z.array(orderItemBody).max(500).nullish(),
  metadata: metadataBody.nullish(),
});
export type OrderBody = z.output<typeof orderBody>;

/** What is to be priced; an order that was not sent is an empty cart. */
export function toCart(order: OrderBody | null | undefined): Cart {
  return {
    lines: (order?.items ?? []).map(toCartLine),
    amountMinor: orNull(order?.amount),
    ...(order?.shipping_amount == null ? {} : {shippingMinor: minor(order.shipping_amount)}),
    metadata: toMetadata(order?.metadata),
  };
}

function toCartLine(item: OrderItemBody): CartLine {
  const id = item.product_id ?? null;
  return {
    productId: isProductId(id) ? id : null,
    sourceId: item.source_id ?? (isProductId(id) ? null : id),
    quantity: Number(item.quantity ?? 1),
    priceMinor: orNull(item.price),
    amountMinor: orNull(item.amount),
    metadata: toMetadata(item.metadata),
  };
}

function isProductId(id: string | null): id is ProductId {
  return id !== null && /^prod_./.test(id);
}

function orNull(amount: number | null | undefined): Minor | null {
  return amount === null || amount === undefined ? null : minor(amount);
}
