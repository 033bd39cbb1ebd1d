import type {PromotionTierView} from '../../shared/api/promotion-tier-object.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {findCampaigns} from '../storage/campaigns/find-campaign.ts';
import type {Db} from '../storage/database.ts';
import {findAssignments} from '../storage/rules/find-assignments.ts';
import {summariseTiers} from '../storage/tiers/summarise-tiers.ts';
import type {TierRecord} from '../storage/tiers/tier-record.ts';

/** Tiers with their campaign, rules and what they did so far, ready to be presented. */
export async function viewTiers(
  db: Db,
  projectId: ProjectId,
  tiers: readonly TierRecord[],
): Promise<PromotionTierView[]> {
  const ids = tiers.map(tier => tier.id);
  const [campaigns, assignments, summaries] = await Promise.all([
    findCampaigns(
      db,
      projectId,
      tiers.map(tier => tier.campaignId),
    ),
    findAssignments(db, projectId, ids),
    summariseTiers(db, projectId, ids),
  ]);
  return tiers.map(tier => ({
    ...tier,
    campaign: present(
      campaigns.find(campaign => campaign.id === tier.campaignId),
      `campaign of ${tier.id}`,
    ),
    summary: summaries.get(tier.id) ?? {redeemed: 0, amountMinor: 0, discountMinor: 0},
    assignments: assignments.get(tier.id) ?? [],
  }));
}
