import {duplicateFound, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {PromotionTierBody} from '../../shared/api/promotion-tier-body.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import type {TierRecord} from '../storage/tiers/tier-record.ts';
import {transactUnique} from '../storage/transact-unique.ts';
import {addTiers} from './add-tiers.ts';

/** Adds one tier to the promotion named by id or name. */
export async function createTier(
  deps: CommandDeps,
  projectId: ProjectId,
  campaignName: string,
  body: PromotionTierBody,
): Promise<Outcome<readonly TierRecord[]>> {
  return transactUnique(deps.db, duplicateFound('promotion_tier', 'name', body.name), async tx => {
    const campaign = await lockCampaign(tx, projectId, campaignName);
    if (campaign === null) return refused(notFound('campaign', campaignName));
    return addTiers(deps, tx, projectId, campaign, [body]);
  });
}
