/**
 * Whether a redeemable may be used at all now: it, its campaign and the campaign's main campaigns are switched on,
 * cover the sale's currency, have begun, have not ended, and their days and hours are open.
 *
 * Always true (numbered in SPEC.md): what is switched off says so first (V1), then the currency (V2), then the dates
 * of the nearest (V3), and recurring windows last, because they alone pass by waiting (V5).
 */
import {areOpen} from '../calendar/is-open.ts';
import type {ValidityWindows} from '../calendar/validity-windows.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Campaign} from './campaign.ts';
import {campaignEnd} from './campaign-end.ts';

interface Window {
  readonly active: boolean;
  readonly startsAtMs: EpochMs | null;
  readonly endsAtMs: EpochMs | null;
  readonly validity?: ValidityWindows | undefined;
}

/** A voucher or a tier. */
export interface TimedRedeemable extends Window {
  readonly campaignId: CampaignId | null;
  readonly publishedAtMs?: EpochMs | undefined;
}

/** What the validity of all redeemables of one decision is judged by. */
export interface ValidityMoment {
  readonly nowMs: EpochMs;
  /** The project's or store's zone; known. */
  readonly zone: string;
  /** ISO 4217: what the sale is in. */
  readonly currency: string;
  /** What campaigns that say nothing are in. */
  readonly projectCurrency: string;
  readonly findCampaign: (id: CampaignId) => Campaign | undefined;
}

/** Why not, or null. A campaign that cannot be found counts as switched off. */
export function validityRefusal(redeemable: TimedRedeemable, moment: ValidityMoment): Refusal | null {
  if (!redeemable.active) return {code: 'disabled'};
  const campaigns = campaignsOf(redeemable, moment);
  if (typeof campaigns === 'string') return {code: 'campaign_disabled', campaignId: campaigns};
  return (
    currencyRefusal(campaigns, moment) ??
    datesRefusal(redeemable, campaigns, moment.nowMs, moment.zone) ??
    windowsRefusal(redeemable, campaigns, moment)
  );
}

const noCampaigns: readonly Campaign[] = [];

/** Its campaign and that one's main campaigns, nearest first; or the id of the first that is not switched on. */
function campaignsOf(
  {campaignId}: TimedRedeemable,
  {findCampaign}: ValidityMoment,
): readonly Campaign[] | CampaignId {
  if (campaignId === null) return noCampaigns;
  const campaigns: Campaign[] = [];
  let next: CampaignId | null | undefined = campaignId;
  while (next != null && !campaigns.some(known => known.id === next)) {
    const campaign = findCampaign(next);
    if (!campaign?.active) return next;
    campaigns.push(campaign);
    next = campaign.parentId;
  }
  return campaigns;
}

function currencyRefusal(
  campaigns: readonly Campaign[],
  {currency, projectCurrency}: ValidityMoment,
): Refusal | null {
  const covered = campaigns.find(campaign => campaign.currency !== undefined)?.currency ?? projectCurrency;
  return covered === currency ? null : {code: 'currency_not_covered', currency};
}

function datesRefusal(
  redeemable: TimedRedeemable,
  campaigns: readonly Campaign[],
  atMs: EpochMs,
  zone: string,
): Refusal | null {
  const own = outside(redeemable.startsAtMs, redeemable.endsAtMs, atMs);
  if (own !== null) return own;
  for (const [index, campaign] of campaigns.entries()) {
    // The time after publication is the campaign's own, never its main campaigns'.
    const end = index === 0 ? campaignEnd(campaign, redeemable.publishedAtMs, zone) : campaign.endsAtMs;
    if (end === 'unreadable') return unreadable(campaign);
    const refusal = outside(campaign.startsAtMs, end, atMs);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The start instant is inside, the end instant outside: with an end of 18:00 the last good moment is 17:59:59.999. */
function outside(startsAtMs: EpochMs | null, endsAtMs: EpochMs | null, atMs: EpochMs): Refusal | null {
  if (startsAtMs !== null && atMs < startsAtMs) return {code: 'not_started', startsAtMs};
  if (endsAtMs !== null && atMs >= endsAtMs) return {code: 'expired', endedAtMs: endsAtMs};
  return null;
}

function windowsRefusal(
  redeemable: TimedRedeemable,
  campaigns: readonly Campaign[],
  {nowMs, zone}: ValidityMoment,
): Refusal | null {
  if (redeemable.validity === undefined && campaigns.length === 0) return null;
  const windows: ValidityWindows[] = [];
  if (redeemable.validity !== undefined) windows.push(redeemable.validity);
  for (const {validity} of campaigns) if (validity !== undefined) windows.push(validity);
  const opening = areOpen(windows, nowMs, zone);
  if (opening.open) return null;
  const {opensAtMs} = opening;
  const isInTime = opensAtMs !== null && datesRefusal(redeemable, campaigns, opensAtMs, zone) === null;
  return {code: 'not_now', opensAtMs: isInTime ? opensAtMs : null};
}

function unreadable({id, activeAfterPublishingIso = ''}: Campaign): Refusal {
  return {
    code: 'definition_broken',
    where: `${id} activeAfterPublishingIso`,
    message: `${activeAfterPublishingIso} is no ISO 8601 duration`,
  };
}
