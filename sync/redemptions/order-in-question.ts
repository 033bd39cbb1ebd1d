import {apiError, done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {type OrderBody, toCart} from '../../shared/api/order-body.ts';
import {mergeMetadata} from '../../shared/api/wire-values.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {Db} from '../storage/database.ts';
import {findOrder} from '../storage/orders/find-order.ts';
import type {OrderRecord} from '../storage/orders/order-record.ts';
import {continuedCart} from './continue-order.ts';

/** The order a request is about: one that is stored, named by `id` or `source_id`, or a new one. */
export interface OrderInQuestion {
  readonly stored: OrderRecord | null;
  readonly sourceId: string | null;
  /** As it is kept with the order. */
  readonly cart: Cart;
  /** What the engine prices: a stored order with what was taken off it before. */
  readonly toPrice: Cart;
}

export async function orderInQuestion(
  db: Db,
  projectId: ProjectId,
  body: OrderBody | null | undefined,
): Promise<Outcome<OrderInQuestion>> {
  const name = body?.id ?? body?.source_id ?? null;
  const stored = name === null ? null : await findOrder(db, projectId, name);
  if (stored === null) {
    if (body?.id) return refused(notFound('order', body.id));
    const cart = toCart(body);
    return done({stored, sourceId: body?.source_id ?? null, cart, toPrice: cart});
  }
  if (stored.till !== null) {
    const details = `Order was sold at a till with receipt ${stored.till.receiptNumber} and is closed.`;
    return refused(apiError('invalid_order', {details, resource_id: stored.id, resource_type: 'order'}));
  }
  const metadata = mergeMetadata(stored.cart.metadata, body?.metadata);
  const cart = {...stored.cart, metadata};
  return done({stored, sourceId: stored.sourceId, cart, toPrice: continuedCart(cart, stored.priced)});
}
