import {normaliseCode} from '../codes/normalise-code.ts';
import type {CampaignId, ValidationRuleId} from '../kernel/id.ts';
import type {LoyaltyProgram} from '../loyalty/loyalty-program.ts';
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
  readonly loyaltyPrograms: readonly LoyaltyProgram[];
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
  const [categories, loyaltyPrograms, validationRules] = await Promise.all([
    askOnce(
      [...redeemed, ...promotionStacks, ...campaigns].map(one => one.categoryId),
      ids => source.categories(ids),
    ),
    askOnce(programsAsked(vouchers, rewards), ids => source.loyaltyPrograms(ids)),
    askOnce<ValidationRuleId, ValidationRule>(
      [...redeemed, ...campaigns, ...assignments].flatMap(one => one.ruleIds),
      ids => source.validationRules(ids),
    ),
  ]);
  const ofVouchers = {vouchers, rewards, loyaltyPrograms};
  return {...ofVouchers, promotionTiers, promotionStacks, campaigns, categories, validationRules};
}

/** The programs of the cards whose tiers may have a price of their own for a reward. */
function programsAsked(vouchers: readonly Voucher[], rewards: readonly Reward[]): readonly CampaignId[] {
  const bought = rewards.filter(({reward}) => reward.type !== 'COIN');
  const priced = new Set(bought.flatMap(({assignments}) => assignments.map(one => one.campaignId)));
  return vouchers.flatMap(({campaignId}) =>
    campaignId !== null && priced.has(campaignId) ? campaignId : [],
  );
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
