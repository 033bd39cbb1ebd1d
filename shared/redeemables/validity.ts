/**
 * Whether a redeemable may be used at all now: it and its campaign are switched on, have begun and have not ended.
 * The start instant is inside, the end instant outside: with an end of 18:00:00.000 the last good moment is
 * 17:59:59.999.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Campaign} from './campaign.ts';

interface Window {
  readonly active: boolean;
  readonly startsAtMs: EpochMs | null;
  readonly endsAtMs: EpochMs | null;
}

/** Why not, or null. `campaignId` without `campaign`: the campaign could not be loaded, and that counts as off. */
export function validityRefusal(
  redeemable: Window & {readonly campaignId: CampaignId | null},
  campaign: Campaign | undefined,
  nowMs: EpochMs,
): Refusal | null {
  const {campaignId} = redeemable;
  if (!redeemable.active) return {code: 'disabled'};
  if (campaignId !== null && !campaign?.active) return {code: 'campaign_disabled', campaignId};
  return outside(redeemable, nowMs) ?? (campaign ? outside(campaign, nowMs) : null);
}

function outside({startsAtMs, endsAtMs}: Window, nowMs: EpochMs): Refusal | null {
  if (startsAtMs !== null && nowMs < startsAtMs) return {code: 'not_started', startsAtMs};
  if (endsAtMs !== null && nowMs >= endsAtMs) return {code: 'expired', endedAtMs: endsAtMs};
  return null;
}
