/**
 * What a request asks for, as the facts know it. A stack becomes its tiers; it must be asked for alone. What nobody
 * knows becomes a candidate too: it has a verdict like everything else.
 */
import {normaliseCode} from '../codes/normalise-code.ts';
import type {CampaignId, CategoryId, ValidationRuleId} from '../kernel/id.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {PromotionStack} from '../redeemables/promotion-stack.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {Ranked} from '../stacking/sequence.ts';
import type {IndexedFacts} from './prepare-facts.ts';
import type {RequestedRedeemable} from './request.ts';

export type RequestedVoucher = Extract<RequestedRedeemable, {object: 'voucher'}>;
export type FoundRedeemable =
  | {readonly object: 'voucher'; readonly redeemable: Voucher; readonly asked: RequestedVoucher}
  | {readonly object: 'promotion_tier'; readonly redeemable: PromotionTier};

/** A redeemable as asked for, with what the facts know of it. Equal `identity`: the same one, however it was named. */
export interface Candidate extends Ranked {
  readonly requested: RequestedRedeemable;
  readonly found: FoundRedeemable | Refusal;
  /** Rules of the redeemable with those of its campaign, then of each main campaign that one belongs to. */
  readonly rules: readonly RuleGroup[];
}

/** Rules that are judged together: their counters are the campaign's. */
export interface RuleGroup {
  readonly campaignId: CampaignId | null;
  /** Each once. */
  readonly ruleIds: readonly ValidationRuleId[];
}

/** One or more candidates for each thing asked for, in its order. */
export function findRedeemables(
  requested: readonly RequestedRedeemable[],
  facts: IndexedFacts,
): readonly Candidate[] {
  const [first] = requested;
  if (first?.object === 'promotion_stack' && requested.length === 1) return tiersOf(first, facts);
  return requested.map(one => findOne(one, facts));
}

/** A voucher by its code, however it is written, or by its id as it stands; a tier by its id. */
function findOne(requested: RequestedRedeemable, facts: IndexedFacts): Candidate {
  switch (requested.object) {
    case 'promotion_stack':
      return unknown(requested, requested.id, {code: 'stack_not_alone'});
    case 'promotion_tier':
      return findTier(requested, requested.id, facts, undefined);
    case 'voucher': {
      const code = normaliseCode(requested.code, facts.codesCaseSensitive);
      const redeemable = facts.vouchersByCode.get(code) ?? facts.vouchersById.get(requested.code.trim());
      if (redeemable === undefined) return unknown(requested, code, {code: 'code_unknown'});
      return known(requested, {object: 'voucher', redeemable, asked: requested}, facts, undefined);
    }
  }
}

function tiersOf(
  requested: Extract<RequestedRedeemable, {object: 'promotion_stack'}>,
  facts: IndexedFacts,
): readonly Candidate[] {
  const stack = facts.stacks.get(requested.id);
  if (stack === undefined) return [unknown(requested, requested.id, {code: 'stack_unknown'})];
  return stack.tierIds.map(tierId => findTier(requested, tierId, facts, stack));
}

function findTier(
  requested: RequestedRedeemable,
  tierId: PromotionTier['id'],
  facts: IndexedFacts,
  stack: PromotionStack | undefined,
): Candidate {
  const redeemable = facts.tiers.get(tierId);
  if (redeemable === undefined) return unknown(requested, tierId, {code: 'tier_unknown'});
  return known(requested, {object: 'promotion_tier', redeemable}, facts, stack?.categoryId);
}

function known(
  requested: RequestedRedeemable,
  found: FoundRedeemable,
  facts: IndexedFacts,
  stackCategoryId: CategoryId | undefined,
): Candidate {
  const {redeemable} = found;
  const campaign = redeemable.campaignId === null ? undefined : facts.campaigns.get(redeemable.campaignId);
  const categoryId = redeemable.categoryId ?? stackCategoryId ?? campaign?.categoryId ?? null;
  return {
    identity: redeemable.id,
    requested,
    found,
    rules: ruleGroupsOf(redeemable, facts.campaigns),
    categoryId,
    hierarchy: categoryId === null ? null : (facts.hierarchies.get(categoryId) ?? null),
  };
}

/** The redeemable's rules with those of its campaign; then, by themselves, those of each main campaign above it. */
export function ruleGroupsOf(
  {campaignId, ruleIds}: Voucher | PromotionTier,
  campaigns: ReadonlyMap<string, Campaign>,
): readonly RuleGroup[] {
  const campaign = campaignId === null ? undefined : campaigns.get(campaignId);
  const groups: RuleGroup[] = [{campaignId, ruleIds: joined(ruleIds, campaign?.ruleIds)}];
  let main = mainOf(campaign, campaigns);
  while (main !== undefined && !groups.some(group => group.campaignId === main?.id)) {
    groups.push({campaignId: main.id, ruleIds: main.ruleIds});
    main = mainOf(main, campaigns);
  }
  return groups;
}

function mainOf(
  campaign: Campaign | undefined,
  campaigns: ReadonlyMap<string, Campaign>,
): Campaign | undefined {
  return campaign?.parentId === undefined ? undefined : campaigns.get(campaign.parentId);
}

function joined<T>(own: readonly T[], more: readonly T[] | undefined): readonly T[] {
  return more === undefined || more.length === 0 ? own : [...new Set([...own, ...more])];
}

function unknown(requested: RequestedRedeemable, name: string, refusal: Refusal): Candidate {
  const identity = `${requested.object} ${name}`;
  return {identity, requested, found: refusal, rules: [], categoryId: null, hierarchy: null};
}
