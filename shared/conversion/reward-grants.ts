import type {CustomerId} from '../kernel/id.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {ReferralReward} from '../referral/referral-program.ts';
import {type CardHeld, grantsOf, type ReferralGrant} from './referral-grants.ts';

/**
 * What a customer gets who bought a reward (CN8). `campaign` is the one that a CAMPAIGN reward names; `cards` are those
 * the customer holds in it. COIN paid for the order and MATERIAL is handed over: nothing is left to do.
 */
export function rewardGrants(
  {reward}: Reward,
  campaign: Pick<Campaign, 'id' | 'campaignType'>,
  customerId: CustomerId,
  cards: readonly CardHeld[],
): readonly ReferralGrant[] {
  if (reward.type !== 'CAMPAIGN' || campaign.campaignType === 'PROMOTION') return [];
  return grantsOf(customerId, given(reward.balance, campaign), [...cards]);
}

/** A balance goes to a card; without one, and of every other kind of campaign, it is a code. */
function given(
  balance: number | null,
  {id: campaignId, campaignType}: Pick<Campaign, 'id' | 'campaignType'>,
): ReferralReward {
  if (balance !== null && campaignType === 'LOYALTY_PROGRAM') {
    return {type: 'LOYALTY_CARD', campaignId, points: balance};
  }
  if (balance !== null && campaignType === 'GIFT_VOUCHERS') {
    return {type: 'GIFT_VOUCHER', campaignId, creditsMinor: balance};
  }
  return {type: 'DISCOUNT_VOUCHER', campaignId};
}
