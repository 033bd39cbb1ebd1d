import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {toVoucherRecord, type VoucherRecord} from './voucher-record.ts';

export const voucherOrders = ['created_at', 'updated_at', 'code'] as const;
export type VoucherOrder = (typeof voucherOrders)[number];

/** Which vouchers; an empty list or null asks for all. */
export interface VoucherFilter {
  readonly campaignIds: readonly string[];
  readonly codeKeys: readonly string[];
  readonly category: string | null;
}

export async function listVouchers(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<VoucherOrder>,
  filter: VoucherFilter,
): Promise<Page<VoucherRecord>> {
  const {createdAt, updatedAt} = request;
  const list = db
    .selectFrom('voucher')
    .where('project_id', '=', projectId)
    .$if(createdAt.before !== null, q => q.where('created_at', '<', new Date(createdAt.before ?? '')))
    .$if(createdAt.after !== null, q => q.where('created_at', '>', new Date(createdAt.after ?? '')))
    .$if(updatedAt.before !== null, q => q.where('updated_at', '<', new Date(updatedAt.before ?? '')))
    .$if(updatedAt.after !== null, q => q.where('updated_at', '>', new Date(updatedAt.after ?? '')))
    .$if(filter.category !== null, q => q.where('category', '=', filter.category))
    .$if(filter.codeKeys.length > 0, q => q.where('code_key', 'in', [...filter.codeKeys]))
    .$if(filter.campaignIds.length > 0, q =>
      q.where(eb => eb(eb.cast<string>('campaign_id', 'text'), 'in', [...filter.campaignIds])),
    );
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy(request.order.field, towards)
    .orderBy('voucher_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toVoucherRecord), total};
}
