/**
 * What a campaign's tills may do without a connection, set for a campaign that is there. Whoever sets it may first ask
 * what it would expose (`dryRun`): then nothing is written.
 */
import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {
  type OfflineTermsBody,
  type OfflineTermsWire,
  offlineTermsOf,
  presentOfflineTerms,
} from '../../shared/api/offline-terms.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {type Exposure, exposureOf} from '../../shared/redeemables/exposure.ts';
import type {CommandDeps} from '../command-deps.ts';
import {rulesOf} from '../rules/rules-of.ts';
import {lockCampaign} from '../storage/campaigns/find-campaign.ts';
import {readExposure} from '../storage/campaigns/read-exposure.ts';
import {updateCampaign} from '../storage/campaigns/save-campaign.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {alignTrust} from './align-trust.ts';
import {campaignDocument} from './campaign-document.ts';

export interface OfflineTermsSet {
  readonly terms: OfflineTermsWire;
  readonly before: Exposure;
  readonly after: Exposure;
}

export async function setOfflineTerms(
  {db, clock}: CommandDeps,
  projectId: ProjectId,
  idOrName: string,
  body: OfflineTermsBody,
  {dryRun}: {readonly dryRun: boolean},
): Promise<Outcome<OfflineTermsSet>> {
  return transact(db, async (tx): Promise<Outcome<OfflineTermsSet>> => {
    const kept = await lockCampaign(tx, projectId, idOrName);
    if (kept === null) return refused(notFound('campaign', idOrName));
    const offline = offlineTermsOf(body, kept.campaignType);
    if (!offline.ok) return offline;
    const facts = await readExposure(tx, projectId, kept.id);
    const shown = {
      terms: presentOfflineTerms(offline.value),
      before: exposureOf(kept.offline.offlinePolicy, facts),
      after: exposureOf(offline.value.offlinePolicy, facts),
    };
    if (dryRun) return done(shown);
    const updatedAt = new Date(clock.nowMs()).toISOString();
    const saved = {...kept, offline: offline.value, version: kept.version + 1, updatedAt};
    await updateCampaign(tx, projectId, saved);
    const document = campaignDocument(saved, await rulesOf(tx, projectId, saved.id));
    await publishDocument(tx, projectId, document);
    await alignTrust(tx, projectId, document);
    return done(shown);
  });
}
