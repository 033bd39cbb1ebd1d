import type {Selectable} from 'kysely';
import type {CustomerId, OrderId} from '../../../shared/kernel/id.ts';
import type {Cart} from '../../../shared/order/cart.ts';
import type {PricedOrder} from '../../../shared/order/priced-order.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database, OrderRedemptions, TillBlock} from '../tables.ts';

/** An order as kept: what was asked to be priced, and what it cost in the end. */
export interface OrderRecord {
  readonly id: OrderId;
  readonly sourceId: string | null;
  readonly status: 'CREATED' | 'PAID' | 'CANCELED' | 'FULFILLED';
  readonly customerId: CustomerId | null;
  readonly cart: Cart;
  readonly priced: PricedOrder;
  readonly redemptions: OrderRedemptions;
  /** null for an order of the REST API. */
  readonly till: TillBlock | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function toOrderRecord(row: Selectable<Database['sales_order']>): OrderRecord {
  return {
    id: row.order_id,
    sourceId: row.source_id,
    status: row.status,
    customerId: row.customer_id,
    cart: {...row.cart, metadata: row.metadata},
    priced: {...row.totals, lines: [...row.lines]},
    redemptions: row.redemptions,
    till: row.till,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
