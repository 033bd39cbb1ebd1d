import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import type {TierRecord} from './tier-record.ts';

export async function insertTiers(tx: Tx, projectId: ProjectId, tiers: readonly TierRecord[]): Promise<void> {
  if (tiers.length === 0) return;
  await tx
    .insertInto('promotion_tier')
    .values(
      tiers.map(tier => ({
        project_id: projectId,
        tier_id: tier.id,
        campaign_id: tier.campaignId,
        name: tier.name,
        banner: tier.banner,
        discount: jsonb<unknown>(tier.discount),
        hierarchy: tier.hierarchy,
        starts_at: toDateOrNull(tier.startsAt),
        ends_at: toDateOrNull(tier.endsAt),
        windows: tier.windows === null ? null : jsonb<unknown>(tier.windows),
        active: tier.active,
        metadata: jsonb(tier.metadata),
        version: tier.version,
        created_at: new Date(tier.createdAt),
      })),
    )
    .execute();
}
