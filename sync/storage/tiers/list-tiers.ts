import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {direction, offset, type Page, type PageRequest} from '../page.ts';
import {type TierRecord, toTierRecord} from './tier-record.ts';

export const tierOrders = ['created_at', 'updated_at'] as const;
export type TierOrder = (typeof tierOrders)[number];

/** `availableAt` keeps those that can be redeemed at that instant by their own and their campaign's dates and switch. */
export async function listTiers(
  db: Db,
  projectId: ProjectId,
  request: PageRequest<TierOrder>,
  availableAt: Date | null,
): Promise<Page<TierRecord>> {
  const list = db
    .selectFrom('promotion_tier as tier')
    .innerJoin('campaign', join =>
      join
        .onRef('campaign.project_id', '=', 'tier.project_id')
        .onRef('campaign.campaign_id', '=', 'tier.campaign_id'),
    )
    .where('tier.project_id', '=', projectId)
    .$if(availableAt !== null, q => {
      const at = availableAt ?? new Date(0);
      return q
        .where('tier.active', '=', true)
        .where('campaign.active', '=', true)
        .where(eb => eb.or([eb('tier.starts_at', 'is', null), eb('tier.starts_at', '<=', at)]))
        .where(eb => eb.or([eb('tier.ends_at', 'is', null), eb('tier.ends_at', '>', at)]))
        .where(eb => eb.or([eb('campaign.starts_at', 'is', null), eb('campaign.starts_at', '<=', at)]))
        .where(eb => eb.or([eb('campaign.ends_at', 'is', null), eb('campaign.ends_at', '>', at)]));
    });
  const {total} = await list.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const towards = direction(request.order);
  const rows = await list
    .selectAll('tier')
    .orderBy(`tier.${request.order.field}`, towards)
    .orderBy('tier.tier_id', towards)
    .limit(request.limit)
    .offset(offset(request))
    .execute();
  return {items: rows.map(toTierRecord), total};
}
