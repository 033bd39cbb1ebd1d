import type {GivenBenefit} from '../benefits/benefit.ts';
import {balanceAccount, pointsAccount, usesAccount} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import type {FoundRedeemable} from './find-redeemable.ts';

/** One use of a voucher with a uses limit, the credits taken from a gift card, the points spent of a loyalty card. */
export function ownDraws(found: FoundRedeemable, {discountMinor, pointsSpent = 0}: GivenBenefit): Draw[] {
  if (found.object === 'promotion_tier') return [];
  const {id, usesLimit, benefit} = found.redeemable;
  const draws: Draw[] = usesLimit === null ? [] : [{account: usesAccount(id), amount: 1}];
  if (benefit.type === 'GIFT_VOUCHER' && discountMinor > 0) {
    draws.push({account: balanceAccount(id), amount: discountMinor});
  }
  if (benefit.type === 'LOYALTY_CARD' && pointsSpent > 0) {
    draws.push({account: pointsAccount(id), amount: pointsSpent});
  }
  return draws;
}
