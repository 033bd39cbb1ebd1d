import type {CampaignId, CustomerId, VoucherId} from '../kernel/id.ts';
import {type Minor, minor} from '../money/minor.ts';
import {type Referral, referredBy} from '../referral/referral.ts';
import type {ReferralProgram, ReferralReward, ReferralTier} from '../referral/referral-program.ts';

/** A loyalty or gift card of a campaign and whose it is. */
export interface CardHeld {
  readonly campaignId: CampaignId;
  readonly customerId: CustomerId;
  readonly voucherId: VoucherId;
}

/** One thing to be done. `voucherId` null: the card that the `publish` just before gives the customer. */
export type ReferralGrant =
  | {readonly kind: 'publish'; readonly campaignId: CampaignId; readonly customerId: CustomerId}
  | {
      readonly kind: 'points';
      readonly campaignId: CampaignId;
      readonly customerId: CustomerId;
      readonly voucherId: VoucherId | null;
      readonly points: number;
    }
  | {
      readonly kind: 'credits';
      readonly campaignId: CampaignId;
      readonly customerId: CustomerId;
      readonly voucherId: VoucherId | null;
      readonly creditsMinor: Minor;
    };

/** What this referral brings: to the referrer by the tiers it fulfils, then to the referee. `before` are earlier ones. */
export function referralGrants(
  program: ReferralProgram,
  {referrerId, refereeId}: Pick<Referral, 'referrerId' | 'refereeId'>,
  before: readonly Referral[],
  cards: readonly CardHeld[],
): readonly ReferralGrant[] {
  const count = referredBy(before, referrerId, program.id) + 1;
  const rewards = program.tiers
    .filter(tier => isFulfilled(tier, count))
    .map(({reward}) => ({customerId: referrerId, reward}));
  if (program.refereeReward !== undefined)
    rewards.push({customerId: refereeId, reward: program.refereeReward});
  const held = [...cards];
  return rewards.flatMap(({customerId, reward}) => grantsOf(customerId, reward, held));
}

function isFulfilled({condition}: ReferralTier, count: number): boolean {
  return condition.type === 'EACH' || condition.referrals === count;
}

/** A card that is missing is published first; a second reward of the same campaign finds it in `held`. */
export function grantsOf(
  customerId: CustomerId,
  reward: ReferralReward,
  held: (CardHeld | Omit<CardHeld, 'voucherId'>)[],
): ReferralGrant[] {
  const {campaignId} = reward;
  const publish = {kind: 'publish' as const, campaignId, customerId};
  if (reward.type === 'DISCOUNT_VOUCHER') return [publish];
  const card = held.find(one => one.campaignId === campaignId && one.customerId === customerId);
  const voucherId = card !== undefined && 'voucherId' in card ? card.voucherId : null;
  const to = {campaignId, customerId, voucherId};
  const grant: ReferralGrant =
    reward.type === 'LOYALTY_CARD'
      ? {kind: 'points', ...to, points: reward.points}
      : {kind: 'credits', ...to, creditsMinor: minor(reward.creditsMinor)};
  if (card !== undefined) return [grant];
  held.push({campaignId, customerId});
  return [publish, grant];
}
