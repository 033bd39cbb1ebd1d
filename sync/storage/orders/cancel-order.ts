import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import type {OrderRecord} from './order-record.ts';

/** Writes a locked order back as canceled, with the price and redemptions it has after a rollback. */
export async function cancelOrder(
  tx: Tx,
  projectId: ProjectId,
  order: Pick<OrderRecord, 'id' | 'priced' | 'redemptions'>,
  at: Date,
): Promise<void> {
  const {lines, ...totals} = order.priced;
  await tx
    .updateTable('sales_order')
    .set({
      status: 'CANCELED',
      lines: jsonb(lines),
      totals: jsonb(totals),
      redemptions: jsonb(order.redemptions),
      updated_at: at,
    })
    .where('project_id', '=', projectId)
    .where('order_id', '=', order.id)
    .execute();
}
