import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** How many codes each campaign has. */
export async function countVouchers(
  db: Db,
  projectId: ProjectId,
  campaignIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('voucher')
    .select(eb => ['campaign_id', eb.fn.countAll<number>().as('count')])
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('campaign_id', 'text'), 'in', [...new Set(campaignIds)]))
    .groupBy('campaign_id')
    .execute();
  return new Map(rows.map(row => [row.campaign_id ?? '', row.count]));
}
