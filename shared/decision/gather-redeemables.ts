import {normaliseCode} from '../codes/normalise-code.ts';
import type {CampaignId, ValidationRuleId} from '../kernel/id.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {Category} from '../redeemables/category.ts';
import type {PromotionStack} from '../redeemables/promotion-stack.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {askOnce, unique} from './ask-once.ts';
import type {FactSource} from './fact-source.ts';
import type {ProjectSettings} from './facts.ts';
import type {DecisionRequest} from './request.ts';

/** The redeemables of a request and all that says whether and how far they may be used, in any order. */
export interface GatheredRedeemables {
  readonly vouchers: readonly Voucher[];
  readonly promotionTiers: readonly PromotionTier[];
  readonly promotionStacks: readonly PromotionStack[];
  readonly rewards: readonly Reward[];
  readonly campaigns: readonly Campaign[];
  readonly categories: readonly Category[];
  readonly validationRules: readonly ValidationRule[];
}

/** Stacks before their tiers, redeemables before their campaigns, campaigns before the main ones and all rules. */
export async function gatherRedeemables(
  source: FactSource,
  {redeemables}: DecisionRequest,
  settings: ProjectSettings,
): Promise<GatheredRedeemables> {
  const asked = redeemables.flatMap(one => (one.object === 'voucher' ? one : []));
  const typed = asked.map(({code}) => code.trim());
  const codes = typed.map(code => normaliseCode(code, settings.codesCaseSensitive));
  const tierIds = redeemables.flatMap(one => (one.object === 'promotion_tier' ? one.id : []));
  const stackIds = redeemables.flatMap(one => (one.object === 'promotion_stack' ? one.id : []));
  const [vouchers, promotionStacks, rewards] = await Promise.all([
    source.vouchers(unique(codes), unique(typed)),
    askOnce(stackIds, ids => source.promotionStacks(ids)),
    askOnce(
      asked.map(one => one.reward?.id),
      ids => source.rewards(ids),
    ),
  ]);
  const promotionTiers = await askOnce(
    [...tierIds, ...promotionStacks.flatMap(stack => stack.tierIds)],
    ids => source.promotionTiers(ids),
  );
  const redeemed = [...vouchers, ...promotionTiers];
  const campaigns = await gatherCampaigns(source, redeemed);
  const assignments = rewards.flatMap(reward => reward.assignments);
  const [categories, validationRules] = await Promise.all([
    askOnce(
      [...redeemed, ...promotionStacks, ...campaigns].map(one => one.categoryId),
      ids => source.categories(ids),
    ),
    askOnce<ValidationRuleId, ValidationRule>(
      [...redeemed, ...campaigns, ...assignments].flatMap(one => one.ruleIds),
      ids => source.validationRules(ids),
    ),
  ]);
  return {vouchers, promotionTiers, promotionStacks, rewards, campaigns, categories, validationRules};
}

/** The campaigns of the redeemables and the main campaigns above them, level by level. */
async function gatherCampaigns(
  source: FactSource,
  redeemed: readonly {readonly campaignId: CampaignId | null}[],
): Promise<readonly Campaign[]> {
  const found = new Map<CampaignId, Campaign>();
  const asked = new Set<CampaignId>();
  let next = unique(redeemed.map(one => one.campaignId));
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const level = await source.campaigns(next);
    for (const campaign of level) found.set(campaign.id, campaign);
    next = unique(level.map(campaign => campaign.parentId)).filter(id => !asked.has(id));
  }
  return [...found.values()];
}
