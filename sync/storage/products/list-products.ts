import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type ProductRecord, toProductRecord} from './product-record.ts';

export const productOrders = ['created_at', 'updated_at'] as const;
export type ProductOrder = (typeof productOrders)[number];

export async function listProducts(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<ProductOrder>,
): Promise<Page<ProductRecord>> {
  const {before, after} = request.createdAt;
  const list = db
    .selectFrom('product')
    .where('project_id', '=', projectId)
    .$if(before !== null, q => q.where('created_at', '<', new Date(before ?? '')))
    .$if(after !== null, q => q.where('created_at', '>', new Date(after ?? '')));
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy(request.order.field, towards)
    .orderBy('product_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toProductRecord), total};
}
