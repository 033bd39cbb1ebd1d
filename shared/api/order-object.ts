/**
 * An order as the REST API answers it (semantics.md B.2). Amounts that are zero are left out, as Voucherify does;
 * `customer_id`, `referrer_id` and `object` are always there.
 */
import {z} from 'zod';
import type {Product} from '../catalog/product.ts';
import type {Minor} from '../money/minor.ts';
import type {Cart, CartLine} from '../order/cart.ts';
import type {PricedLine, PricedOrder} from '../order/priced-order.ts';

const amount = z.int().optional();

const orderItemWire = z.object({
  object: z.literal('order_item'),
  source_id: z.string().optional(),
  related_object: z.enum(['product', 'sku']).optional(),
  product_id: z.string().optional(),
  sku_id: z.string().optional(),
  /** Of a line that a redeemable made for the occasion and no product names; our extension. */
  name: z.string().optional(),
  quantity: z.int(),
  initial_quantity: z.int(),
  /** Units made free or discounted: in all, and by this redeemable. */
  discount_quantity: amount,
  applied_discount_quantity: amount,
  /** Units that this redeemable added (negative: took away), and their amount. */
  applied_quantity: amount,
  applied_quantity_amount: amount,
  amount,
  initial_amount: amount,
  discount_amount: amount,
  applied_discount_amount: amount,
  price: amount,
  subtotal_amount: amount,
  /** REPLACE_ITEMS: of an item that came for others, a row for each of them; the target's figures are its own in all. */
  application_details: z
    .array(
      z.object({
        source_index: z.int(),
        source_applied_quantity: z.int(),
        source_applied_quantity_amount: z.int(),
        target_index: z.int(),
        target_applied_quantity: z.int(),
        target_applied_quantity_amount: z.int(),
        target_applied_discount_amount: z.int(),
      }),
    )
    .optional(),
  product: z
    .object({
      id: z.string(),
      source_id: z.string().nullable(),
      name: z.string(),
      price: z.int().nullable(),
      metadata: z.record(z.string(), z.unknown()),
    })
    .optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
type OrderItemWire = z.output<typeof orderItemWire>;

export const orderWire = z.object({
  id: z.string().optional(),
  source_id: z.string().nullable().optional(),
  created_at: z.string().optional(),
  updated_at: z.string().nullable().optional(),
  status: z.enum(['CREATED', 'PAID', 'CANCELED', 'FULFILLED']).optional(),
  amount,
  initial_amount: amount,
  discount_amount: amount,
  items_discount_amount: amount,
  total_discount_amount: amount,
  total_amount: amount,
  applied_discount_amount: amount,
  items_applied_discount_amount: amount,
  total_applied_discount_amount: amount,
  /** Shipping (Vouchery), outside all amounts above; our extension. */
  shipping_amount: amount,
  shipping_discount_amount: amount,
  shipping_applied_discount_amount: amount,
  items: z.array(orderItemWire).optional(),
  metadata: z.record(z.string(), z.unknown()),
  customer: z.object({id: z.string(), object: z.literal('customer')}).optional(),
  customer_id: z.string().nullable(),
  referrer_id: z.null(),
  object: z.literal('order'),
  redemptions: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type OrderWire = z.output<typeof orderWire>;

/** Which stored order it is; null where only a price was asked. */
interface OrderHead {
  readonly id: string;
  readonly sourceId: string | null;
  readonly status: 'CREATED' | 'PAID' | 'CANCELED' | 'FULFILLED';
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly redemptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface OrderView {
  readonly head: OrderHead | null;
  readonly customerId: string | null;
  readonly cart: Cart;
  readonly priced: PricedOrder;
  readonly products: readonly Product[];
}

export function presentOrder({head, customerId, cart, priced, products}: OrderView): OrderWire {
  const lines = priced.lines.map((line, index) => presentItem(line, index, cart.lines[index], products));
  return {
    ...(head === null ? {} : presentHead(head)),
    ...presentAmounts(priced),
    ...(lines.length === 0 ? {} : {items: lines}),
    metadata: cart.metadata,
    ...(customerId === null ? {} : {customer: {id: customerId, object: 'customer' as const}}),
    customer_id: customerId,
    referrer_id: null,
    object: 'order',
    ...(head === null || Object.keys(head.redemptions).length === 0
      ? {}
      : {redemptions: {...head.redemptions}}),
  };
}

function presentHead(head: OrderHead) {
  return {
    id: head.id,
    source_id: head.sourceId,
    created_at: head.createdAt,
    updated_at: head.updatedAt,
    status: head.status,
  };
}

function presentAmounts(priced: PricedOrder) {
  const {amountMinor, totalMinor} = priced;
  return {
    ...(amountMinor === null
      ? {}
      : {amount: amountMinor, initial_amount: priced.initialAmountMinor ?? amountMinor}),
    ...whenNotZero('discount_amount', priced.orderDiscountMinor),
    ...whenNotZero('items_discount_amount', priced.itemsDiscountMinor),
    ...whenNotZero('total_discount_amount', priced.totalDiscountMinor),
    ...(totalMinor === null ? {} : {total_amount: totalMinor}),
    ...whenNotZero('applied_discount_amount', priced.appliedOrderDiscountMinor),
    ...whenNotZero('items_applied_discount_amount', priced.appliedItemsDiscountMinor),
    ...whenNotZero(
      'total_applied_discount_amount',
      priced.appliedOrderDiscountMinor + priced.appliedItemsDiscountMinor,
    ),
    ...presentShipping(priced.shipping),
  };
}

function presentShipping(shipping: PricedOrder['shipping']) {
  if (shipping === undefined) return {};
  return {
    shipping_amount: shipping.costMinor,
    ...whenNotZero('shipping_discount_amount', shipping.discountMinor),
    ...whenNotZero('shipping_applied_discount_amount', shipping.appliedDiscountMinor),
  };
}

function presentItem(
  line: PricedLine,
  index: number,
  asked: CartLine | undefined,
  products: readonly Product[],
): OrderItemWire {
  const metadata = asked?.metadata ?? {};
  const product = products.find(each => each.id === line.productId);
  return {
    object: 'order_item',
    ...(line.productId === null && line.sourceId !== null
      ? {source_id: line.sourceId, related_object: asked?.relatedObject ?? ('product' as const)}
      : {}),
    ...(line.productId === null ? {} : {product_id: line.productId}),
    ...(line.skuId === undefined ? {} : {sku_id: line.skuId}),
    ...(line.name === undefined ? {} : {name: line.name}),
    quantity: line.quantity,
    initial_quantity: line.initialQuantity ?? line.quantity,
    ...whenNotZero('discount_quantity', line.discountQuantity ?? 0),
    ...whenNotZero('applied_discount_quantity', line.appliedDiscountQuantity ?? 0),
    ...whenNotZero('applied_quantity', line.appliedQuantity ?? 0),
    ...whenNotZero('applied_quantity_amount', line.appliedQuantityMinor ?? 0),
    ...presentItemAmounts(line),
    ...presentReplaced(line, index),
    ...(product === undefined ? {} : {product: presentProductOfItem(product)}),
    ...(Object.keys(metadata).length === 0 ? {} : {metadata}),
  };
}

/** Only where the line came with this redeemable; later ones find it there. */
function presentReplaced(line: PricedLine, targetIndex: number): Pick<OrderItemWire, 'application_details'> {
  const {replaces, appliedQuantity = 0, appliedQuantityMinor = 0, appliedDiscountMinor} = line;
  if (replaces === undefined || appliedQuantity === 0) return {};
  return {
    application_details: replaces.map(({lineIndex, units, amountMinor}) => ({
      source_index: lineIndex,
      source_applied_quantity: -units,
      source_applied_quantity_amount: -amountMinor,
      target_index: targetIndex,
      target_applied_quantity: appliedQuantity,
      target_applied_quantity_amount: appliedQuantityMinor,
      target_applied_discount_amount: appliedDiscountMinor,
    })),
  };
}

function presentItemAmounts(line: PricedLine) {
  const {amountMinor, priceMinor, subtotalMinor} = line;
  return {
    ...(amountMinor === null
      ? {}
      : {amount: amountMinor, initial_amount: line.initialAmountMinor ?? amountMinor}),
    ...whenNotZero('discount_amount', line.discountMinor),
    ...whenNotZero('applied_discount_amount', line.appliedDiscountMinor),
    ...(priceMinor === null ? {} : {price: priceMinor}),
    ...(subtotalMinor === null ? {} : {subtotal_amount: subtotalMinor}),
  };
}

function presentProductOfItem(product: Product) {
  return {
    id: product.id,
    source_id: product.sourceId,
    name: product.name,
    price: product.priceMinor,
    metadata: product.metadata,
  };
}

function whenNotZero<K extends string>(name: K, value: Minor | number): Partial<Record<K, number>> {
  return value === 0 ? {} : ({[name]: value} as Partial<Record<K, number>>);
}
