import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {rulesOf} from '../rules/rules-of.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import {updateCampaign} from '../storage/campaigns/save-campaign.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {campaignDocument} from './campaign-document.ts';

/** Enables or disables a campaign; vouchers and tiers of a disabled one cannot be redeemed. */
export async function switchCampaign(
  {db, clock}: CommandDeps,
  projectId: ProjectId,
  idOrName: string,
  active: boolean,
): Promise<Outcome<CampaignRecord>> {
  return transact(db, async (tx): Promise<Outcome<CampaignRecord>> => {
    const kept = await lockCampaign(tx, projectId, idOrName);
    if (kept === null) return refused(notFound('campaign', idOrName));
    if (kept.active === active) return done(kept);
    const updatedAt = new Date(clock.nowMs()).toISOString();
    const saved = {...kept, active, version: kept.version + 1, updatedAt};
    await updateCampaign(tx, projectId, saved);
    await publishDocument(tx, projectId, campaignDocument(saved, await rulesOf(tx, projectId, saved.id)));
    return done(saved);
  });
}
