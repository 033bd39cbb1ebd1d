import {normaliseCode} from '../codes/normalise-code.ts';
import type {ValidationRuleId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {IndexedFacts} from './index-facts.ts';
import type {RequestedRedeemable} from './request.ts';

export type FoundRedeemable =
  | {readonly object: 'voucher'; readonly redeemable: Voucher; readonly creditsMinor: CreditsAsked}
  | {readonly object: 'promotion_tier'; readonly redeemable: PromotionTier};
type CreditsAsked = Extract<RequestedRedeemable, {object: 'voucher'}>['creditsMinor'];

/** A redeemable as asked for, with what the facts know of it. Equal `identity`: the same one, however it was named. */
export interface Candidate {
  readonly identity: string;
  readonly requested: RequestedRedeemable;
  readonly found: FoundRedeemable | Extract<Refusal, {code: 'code_unknown' | 'tier_unknown'}>;
  readonly campaign: Campaign | undefined;
  /** Rules of the redeemable, then of its campaign, each once. */
  readonly ruleIds: readonly ValidationRuleId[];
}

/** A voucher by its code, however it is written, or by its id as it stands; a tier by its id. */
export function findRedeemable(
  requested: RequestedRedeemable,
  facts: IndexedFacts,
  codesCaseSensitive: boolean,
): Candidate {
  if (requested.object === 'promotion_tier') {
    const redeemable = facts.tiers.get(requested.id);
    if (redeemable === undefined) return unknown(requested, requested.id, {code: 'tier_unknown'});
    return known(requested, {object: 'promotion_tier', redeemable}, facts);
  }
  const code = normaliseCode(requested.code, codesCaseSensitive);
  const redeemable = facts.vouchersByCode.get(code) ?? facts.vouchersById.get(requested.code.trim());
  if (redeemable === undefined) return unknown(requested, code, {code: 'code_unknown'});
  return known(requested, {object: 'voucher', redeemable, creditsMinor: requested.creditsMinor}, facts);
}

function known(requested: RequestedRedeemable, found: FoundRedeemable, facts: IndexedFacts): Candidate {
  const {redeemable} = found;
  const campaign = redeemable.campaignId === null ? undefined : facts.campaigns.get(redeemable.campaignId);
  const ruleIds = [...new Set([...redeemable.ruleIds, ...(campaign?.ruleIds ?? [])])];
  return {identity: redeemable.id, requested, found, campaign, ruleIds};
}

function unknown(
  requested: RequestedRedeemable,
  name: string,
  found: Extract<Refusal, {code: 'code_unknown' | 'tier_unknown'}>,
): Candidate {
  return {identity: `${requested.object} ${name}`, requested, found, campaign: undefined, ruleIds: []};
}
