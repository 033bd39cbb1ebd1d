import {toDiscountWire} from '../../shared/api/discount-body.ts';
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import type {PromotionTierBody} from '../../shared/api/promotion-tier-body.ts';
import {toWindowsWire} from '../../shared/api/windows-body.ts';
import {toMetadata} from '../../shared/api/wire-values.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {CommandDeps} from '../command-deps.ts';
import {guardObjects} from '../rules/guard-objects.ts';
import type {CampaignRecord} from '../storage/campaigns/campaign-record.ts';
import type {Tx} from '../storage/database.ts';
import {isoTimeOrNull, toDateOrNull} from '../storage/iso-time.ts';
import {publishDocument} from '../storage/publish-document.ts';
import {findTiersOfCampaigns} from '../storage/tiers/find-tiers.ts';
import {insertTiers} from '../storage/tiers/insert-tiers.ts';
import type {TierRecord} from '../storage/tiers/tier-record.ts';
import {tierDocument} from './tier-document.ts';

type Deps = Pick<CommandDeps, 'clock' | 'random'>;

/** Adds tiers to a promotion; one without `hierarchy` comes after the last. The campaign's row must be locked or new. */
export async function addTiers(
  deps: Deps,
  tx: Tx,
  projectId: ProjectId,
  campaign: CampaignRecord,
  bodies: readonly PromotionTierBody[],
): Promise<Outcome<readonly TierRecord[]>> {
  if (campaign.campaignType !== 'PROMOTION') {
    const details = `You can not add promotion tiers to ${campaign.campaignType} type campaign.`;
    return refused(apiError('invalid_campaign', {details}));
  }
  const kept = await findTiersOfCampaigns(tx, projectId, [campaign.id]);
  let last = Math.max(0, ...kept.map(tier => tier.hierarchy));
  const made: TierRecord[] = [];
  for (const body of bodies) {
    const tier = newTier(deps, campaign, body, body.hierarchy ?? last + 1);
    if (tier.startsAt !== null && tier.endsAt !== null && tier.startsAt >= tier.endsAt) {
      const details = `Property 'expiration_date' of tier '${tier.name}' should be after 'start_date'`;
      return refused(apiError('invalid_campaign', {details}));
    }
    last = Math.max(last, tier.hierarchy);
    await insertTiers(tx, projectId, [tier]);
    const rules = await guardObjects(deps, tx, projectId, 'promotion_tier', [tier.id], body.validation_rules);
    if (!rules.ok) return rules;
    await publishDocument(tx, projectId, tierDocument(tier, rules.value));
    made.push(tier);
  }
  return done(made);
}

function newTier(
  {clock, random}: Deps,
  campaign: CampaignRecord,
  body: PromotionTierBody,
  hierarchy: number,
): TierRecord {
  const nowMs = clock.nowMs();
  return {
    id: makeId('promo', nowMs, random),
    campaignId: campaign.id,
    name: body.name,
    banner: body.banner ?? null,
    discount: toDiscountWire(body.action.discount),
    hierarchy,
    startsAt: isoTimeOrNull(toDateOrNull(body.start_date)),
    endsAt: isoTimeOrNull(toDateOrNull(body.expiration_date)),
    windows: toWindowsWire(body),
    active: body.active ?? true,
    metadata: toMetadata(body.metadata),
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    updatedAt: null,
  };
}
