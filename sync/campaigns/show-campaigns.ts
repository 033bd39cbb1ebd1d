import {type CampaignWire, presentCampaign} from '../../shared/api/campaign-object.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {countVouchers} from '../storage/campaigns/count-vouchers.ts';
import type {Db} from '../storage/database.ts';
import {findAssignments} from '../storage/rules/find-assignments.ts';
import {findTiersOfCampaigns} from '../storage/tiers/find-tiers.ts';
import {viewTiers} from './view-tiers.ts';

/** Campaigns as the REST API answers them, with their tiers or how many codes they have. */
export async function showCampaigns(
  db: Db,
  projectId: ProjectId,
  campaigns: readonly CampaignRecord[],
): Promise<CampaignWire[]> {
  const ids = campaigns.map(campaign => campaign.id);
  const promotions = campaigns.filter(each => each.campaignType === 'PROMOTION').map(each => each.id);
  const [assignments, counts, tiers] = await Promise.all([
    findAssignments(db, projectId, ids),
    countVouchers(db, projectId, ids),
    findTiersOfCampaigns(db, projectId, promotions),
  ]);
  const views = await viewTiers(db, projectId, tiers);
  return campaigns.map(campaign =>
    presentCampaign({
      ...campaign,
      tiers: views.filter(tier => tier.campaign.id === campaign.id),
      vouchersCount: counts.get(campaign.id) ?? 0,
      assignments: assignments.get(campaign.id) ?? [],
    }),
  );
}
