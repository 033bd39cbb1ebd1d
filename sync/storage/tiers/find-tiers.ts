import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type TierRecord, toTierRecord} from './tier-record.ts';

/** Those of `ids` that there are, in any order. */
export async function findTiers(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly TierRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('promotion_tier')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('tier_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toTierRecord);
}

/** The tiers of these campaigns, by campaign and hierarchy. */
export async function findTiersOfCampaigns(
  db: Db,
  projectId: ProjectId,
  campaignIds: readonly string[],
): Promise<readonly TierRecord[]> {
  if (campaignIds.length === 0) return [];
  const rows = await db
    .selectFrom('promotion_tier')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('campaign_id', 'text'), 'in', [...new Set(campaignIds)]))
    .orderBy('campaign_id')
    .orderBy('hierarchy')
    .orderBy('tier_id')
    .execute();
  return rows.map(toTierRecord);
}

/** One tier, locked until the transaction ends. */
export async function lockTier(tx: Tx, projectId: ProjectId, id: string): Promise<TierRecord | null> {
  const row = await tx
    .selectFrom('promotion_tier')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('tier_id', 'text'), '=', id))
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toTierRecord(row);
}
