import {z} from 'zod';

/** A permanent deletion of a customer as Voucherify answers one, its spelling included. */
export const erasureWire = z.object({
  id: z.string(),
  created_at: z.string(),
  related_object_id: z.string(),
  related_object: z.literal('customer'),
  status: z.literal('DONE'),
  data_json: z.object({
    events: z.int(),
    customer_events: z.int(),
    daily_events: z.int(),
    segments: z.int(),
    orders: z.int(),
    order_events: z.int(),
    customer: z.literal(1),
  }),
  object: z.literal('pernament_deletion'),
});
export type ErasureWire = z.output<typeof erasureWire>;

/** What was deleted for good, and of how many orders and segments it was part. */
export interface ErasureView {
  readonly id: string;
  readonly customerId: string;
  readonly segments: number;
  readonly orders: number;
  /** ISO 8601. */
  readonly erasedAt: string;
}

/** Events are not kept here, so there are none to count. */
export function presentErasure({id, customerId, segments, orders, erasedAt}: ErasureView): ErasureWire {
  return {
    id,
    created_at: erasedAt,
    related_object_id: customerId,
    related_object: 'customer',
    status: 'DONE',
    data_json: {
      events: 0,
      customer_events: 0,
      daily_events: 0,
      segments,
      orders,
      order_events: 0,
      customer: 1,
    },
    object: 'pernament_deletion',
  };
}
