import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {CampaignType} from '../../../shared/redeemables/campaign.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type CampaignRecord, toCampaignRecord} from './campaign-record.ts';

export const campaignOrders = ['created_at', 'updated_at'] as const;
export type CampaignOrder = (typeof campaignOrders)[number];

export async function listCampaigns(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<CampaignOrder>,
  campaignType: CampaignType | null,
): Promise<Page<CampaignRecord>> {
  const {before, after} = request.createdAt;
  const list = db
    .selectFrom('campaign')
    .where('project_id', '=', projectId)
    .$if(campaignType !== null, q => q.where('campaign_type', '=', campaignType ?? 'PROMOTION'))
    .$if(before !== null, q => q.where('created_at', '<', new Date(before ?? '')))
    .$if(after !== null, q => q.where('created_at', '>', new Date(after ?? '')));
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll()
    .orderBy(request.order.field, towards)
    .orderBy('campaign_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toCampaignRecord), total};
}
