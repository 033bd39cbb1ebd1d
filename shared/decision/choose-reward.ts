import type {CampaignId, RewardId, ValidationRuleId} from '../kernel/id.ts';
import {rewardCost} from '../loyalty/loyalty-program.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {RequestedVoucher} from './find-redeemable.ts';
import type {IndexedFacts} from './prepare-facts.ts';

type Coin = Extract<Reward['reward'], {type: 'COIN'}>;

/** What the points of a loyalty card are to be spent on. */
export type ChosenReward = {readonly ruleIds: readonly ValidationRuleId[]} & (
  | {readonly kind: 'coin'; readonly coin: Coin; readonly points: number | null}
  | {
      readonly kind: 'bought';
      readonly rewardId: RewardId;
      /** What it costs this customer; 0 where their tier gives it away. */
      readonly points: number;
      /** Pieces to give away in all; absent: no limit. */
      readonly stockLimit?: number | undefined;
    }
);

export type RewardChoice =
  | {readonly ok: true; readonly reward: ChosenReward}
  | {readonly ok: false; readonly refusal: Refusal};

/** The reward asked for, if the card's program has it: DE7. */
export function chooseReward(
  {campaignId}: Voucher,
  {reward: asked}: RequestedVoucher,
  facts: IndexedFacts,
): RewardChoice {
  if (asked === undefined) return refused({code: 'reward_missing'});
  const found = facts.rewards.get(asked.id);
  const assignment = found?.assignments.find(one => one.campaignId === campaignId);
  if (found === undefined || assignment === undefined) return refused({code: 'reward_unknown'});
  const {ruleIds, points} = assignment;
  if (found.reward.type === 'COIN') {
    return {ok: true, reward: {kind: 'coin', coin: found.reward, points: asked.points, ruleIds}};
  }
  if (points === null) {
    const message = 'the reward has no price in points in this program';
    return refused({code: 'definition_broken', where: found.id, message});
  }
  const stockLimit = found.reward.type === 'MATERIAL' ? found.reward.stockLimit : undefined;
  const price = priceFor(found.id, points, assignment.campaignId, facts);
  return {ok: true, reward: {kind: 'bought', rewardId: found.id, points: price, stockLimit, ruleIds}};
}

/** What a reward costs in a program, by the tier that the sale's customer has reached there (LY50). */
export function priceFor(
  rewardId: RewardId,
  points: number,
  campaignId: CampaignId,
  {facts, loyaltyPrograms}: IndexedFacts,
): number {
  const reached: readonly string[] = facts.customer?.loyaltyTierIds ?? [];
  const tier = loyaltyPrograms.get(campaignId)?.tiers.find(one => reached.includes(one.id));
  return rewardCost(tier ?? null, rewardId, points);
}

function refused(refusal: Refusal): RewardChoice {
  return {ok: false, refusal};
}
