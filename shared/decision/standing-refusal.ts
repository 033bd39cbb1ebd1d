import type {Refusal} from '../reasons/refusal.ts';
import {availableCredits, type LookUpAccount, limitRefusal, pointsRefusal} from '../redeemables/limits.ts';
import {validityRefusal} from '../redeemables/validity.ts';
import type {ChosenReward} from './choose-reward.ts';
import type {FoundRedeemable} from './find-redeemable.ts';
import {extrasOf, extrasRefusal} from './grants-of.ts';
import {holderRefusal} from './holder-refusal.ts';
import type {Situation} from './situation.ts';

/** Why a redeemable cannot be used by this customer now, whatever is in the cart. */
export function standingRefusal(
  found: FoundRedeemable,
  {moment, customerId, facts}: Situation,
): Refusal | null {
  const {redeemable} = found;
  return (
    validityRefusal(redeemable, moment) ??
    (found.object === 'voucher' ? holderRefusal(found.redeemable, customerId, facts.conventions) : null) ??
    extrasRefusal(extrasOf(found), redeemable.campaignId, customerId)
  );
}

/** Why what is left of a voucher is too little for what is asked of it. Tiers have no limits of their own. */
export function shortage(
  found: FoundRedeemable,
  reward: ChosenReward | null,
  lookUp: LookUpAccount,
): Refusal | null {
  if (found.object === 'promotion_tier') return null;
  const {redeemable, asked} = found;
  const refusal = limitRefusal(redeemable, lookUp);
  if (refusal !== null) return refusal;
  if (reward !== null) return isFree(reward) ? null : pointsRefusal(redeemable, pointsNeeded(reward), lookUp);
  const {creditsMinor: requestedMinor} = asked;
  if (redeemable.benefit.type !== 'GIFT_VOUCHER' || requestedMinor === null) return null;
  const availableMinor = availableCredits(redeemable, lookUp);
  if (requestedMinor <= availableMinor) return null;
  return {code: 'gift_amount_exceeded', requestedMinor, availableMinor};
}

/** A tier may give a reward away: then not even a first point is needed. */
function isFree(reward: ChosenReward): boolean {
  return reward.kind === 'bought' && reward.points === 0;
}

/** Of coins at least one whole one. */
function pointsNeeded(reward: ChosenReward): number {
  return reward.kind === 'bought' ? reward.points : (reward.points ?? reward.coin.coinPoints);
}
