import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type OrderRecord, toOrderRecord} from './order-record.ts';

export const orderOrders = ['created_at', 'updated_at'] as const;
export type OrderOrder = (typeof orderOrders)[number];

export async function listOrders(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<OrderOrder>,
): Promise<Page<OrderRecord>> {
  const {before, after} = request.createdAt;
  const list = db
    .selectFrom('sales_order')
    .where('project_id', '=', projectId)
    .$if(before !== null, q => q.where('created_at', '<', new Date(before ?? '')))
    .$if(after !== null, q => q.where('created_at', '>', new Date(after ?? '')));
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy(request.order.field, towards)
    .orderBy('order_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toOrderRecord), total};
}
