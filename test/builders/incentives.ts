/** What stands around vouchers and tiers: categories, stacks of tiers, rewards and the offers that ask for them. */
import type {CampaignId, PromotionTierId} from '../../shared/kernel/id.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Category} from '../../shared/redeemables/category.ts';
import type {PromotionStack} from '../../shared/redeemables/promotion-stack.ts';
import type {Reward} from '../../shared/redeemables/reward.ts';
import type {Offer} from './offers.ts';

export function category(name: string, hierarchy = 1): Category {
  return {kind: 'category', id: `cat_${name}`, version: 1, name, hierarchy};
}

export function stack(
  name: string,
  campaignId: CampaignId,
  tierIds: readonly PromotionTierId[],
  given: Partial<PromotionStack> = {},
): PromotionStack {
  const id = `stack_${name}` as const;
  return {kind: 'promotion_stack', id, version: 1, name, campaignId, tierIds: [...tierIds], ...given};
}

/** Asks for a stack; its tiers are among the facts, not here. */
export function askedStack({id}: Pick<PromotionStack, 'id'>): Offer {
  return {
    voucher: null,
    tier: null,
    campaign: null,
    rules: [],
    availability: [],
    requested: {object: 'promotion_stack', id},
  };
}

/** A reward of one program: by default coins of 1.00 for 10 points. */
export function reward(
  name: string,
  campaignId: CampaignId,
  given: Partial<Reward> & {readonly points?: number} = {},
): Reward {
  const {points = null, ...more} = given;
  return {
    kind: 'reward',
    id: `rew_${name}`,
    version: 1,
    name,
    reward: {type: 'COIN', coinValueMinor: minor(100), coinPoints: 10},
    assignments: [{campaignId, points, ruleIds: []}],
    ...more,
  };
}
