import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {type Exposure, exposureOf} from '../../shared/redeemables/exposure.ts';
import type {CommandDeps} from '../command-deps.ts';
import {findCampaign} from '../storage/campaigns/find-campaign.ts';
import {readExposure} from '../storage/campaigns/read-exposure.ts';

/** What may be handed out beyond a campaign's limits now, at worst, in minor units. */
export async function campaignExposure(
  {db}: Pick<CommandDeps, 'db'>,
  projectId: ProjectId,
  idOrName: string,
): Promise<Outcome<Exposure>> {
  const campaign = await findCampaign(db, projectId, idOrName);
  if (campaign === null) return refused(notFound('campaign', idOrName));
  const facts = await readExposure(db, projectId, campaign.id);
  return done(exposureOf(campaign.offline.offlinePolicy, facts));
}
