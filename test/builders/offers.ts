/**
 * Redeemables ready to be asked for, each with the rules and the availability that come with it:
 * `percent('LOYAL10', 10)`, `gift('GIFT-25', 2500)`, `tier('Tea week', percentOff(10))`.
 */
import type {Discount, DiscountOf} from '../../shared/benefits/discount.ts';
import type {RequestedRedeemable} from '../../shared/decision/request.ts';
import type {RewardId} from '../../shared/kernel/id.ts';
import {balanceAccount, pointsAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import {type Minor, minor} from '../../shared/money/minor.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';

export interface Offer {
  readonly voucher: Voucher | null;
  readonly tier: PromotionTier | null;
  readonly campaign: Campaign | null;
  readonly rules: readonly ValidationRule[];
  readonly availability: readonly Availability[];
  readonly requested: RequestedRedeemable;
}

/** What an offer may differ in. `left` is what the authority says is left of its uses. */
export interface OfferGiven {
  readonly rules?: readonly ValidationRule[];
  readonly campaign?: Campaign;
  readonly active?: boolean;
  readonly startsAtMs?: Voucher['startsAtMs'];
  readonly endsAtMs?: Voucher['endsAtMs'];
  readonly usesLimit?: number;
  readonly left?: number;
  readonly authority?: Availability['authority'];
  readonly credits?: number;
  /** Whatever else the voucher or tier says, and its benefit instead of the builder's own. */
  readonly voucher?: Partial<Voucher>;
  readonly tier?: Partial<PromotionTier>;
}

export function percentOff(
  percent: number,
  given: Partial<Omit<DiscountOf<'PERCENT'>, 'type' | 'percent'>> = {},
): Discount {
  return {
    type: 'PERCENT',
    percent,
    effect: null,
    amountLimitMinor: null,
    aggregatedAmountLimitMinor: null,
    ...given,
  };
}

export function amountOff(
  amount: number,
  given: Partial<Omit<DiscountOf<'AMOUNT'>, 'type' | 'amountMinor'>> = {},
): Discount {
  return {
    type: 'AMOUNT',
    amountMinor: minor(amount),
    effect: null,
    aggregatedAmountLimitMinor: null,
    ...given,
  };
}

export function percent(code: string, value: number, given: OfferGiven = {}): Offer {
  return coupon(code, percentOff(value), given);
}

export function amount(code: string, value: number, given: OfferGiven = {}): Offer {
  return coupon(code, amountOff(value), given);
}

export function coupon(code: string, discount: Discount, given: OfferGiven = {}): Offer {
  return voucherOffer(code, {type: 'DISCOUNT_VOUCHER', discount}, given, []);
}

/** A gift card of which `balance` may be used here; `credits` is how much is asked for. */
export function gift(code: string, balance: number, given: OfferGiven = {}): Offer {
  const {authority = 'server'} = given;
  const account = balanceAccount(`v_${code}`);
  return voucherOffer(code, {type: 'GIFT_VOUCHER'}, given, [{account, available: balance, authority}]);
}

/** A loyalty card of which `points` may be spent here, on `reward` (with null points: as many as are needed). */
export function card(
  code: string,
  points: number,
  reward: {readonly id: RewardId; readonly points: number | null} | null,
  given: OfferGiven = {},
): Offer {
  const {authority = 'server'} = given;
  const account = pointsAccount(`v_${code}`);
  const offer = voucherOffer(code, {type: 'LOYALTY_CARD'}, given, [{account, available: points, authority}]);
  if (reward === null) return offer;
  return {...offer, requested: {object: 'voucher', code, creditsMinor: null, reward}};
}

export function tier(name: string, discount: Discount, given: OfferGiven = {}): Offer {
  const base = given.campaign ?? campaign('Promotions', {campaignType: 'PROMOTION'});
  const built: PromotionTier = {
    kind: 'promotion_tier',
    id: `promo_${name}`,
    version: 1,
    name,
    banner: null,
    campaignId: base.id,
    discount,
    hierarchy: 1,
    ...window(given),
    ...given.tier,
  };
  const requested = {object: 'promotion_tier' as const, id: built.id};
  return {voucher: null, tier: built, campaign: base, rules: given.rules ?? [], availability: [], requested};
}

export function campaign(name: string, given: Partial<Campaign> = {}): Campaign {
  return {
    kind: 'campaign',
    id: `camp_${name}`,
    version: 1,
    name,
    campaignType: 'DISCOUNT_COUPONS',
    active: true,
    startsAtMs: null,
    endsAtMs: null,
    ruleIds: [],
    metadata: {},
    ...given,
  };
}

function voucherOffer(
  code: string,
  benefit: Voucher['benefit'],
  given: OfferGiven,
  availability: readonly Availability[],
): Offer {
  const {usesLimit = null, left = usesLimit, authority = 'server', campaign: base = null} = given;
  const id: Voucher['id'] = `v_${code}`;
  const voucher: Voucher = {
    kind: 'voucher',
    id,
    version: 1,
    code,
    campaignId: base?.id ?? null,
    benefit,
    usesLimit,
    ...window(given),
    ...given.voucher,
  };
  const uses = left === null ? [] : [{account: usesAccount(id), available: left, authority}];
  const creditsMinor: Minor | null = given.credits === undefined ? null : minor(given.credits);
  const requested = {object: 'voucher' as const, code, creditsMinor};
  const rules = given.rules ?? [];
  return {voucher, tier: null, campaign: base, rules, availability: [...uses, ...availability], requested};
}

function window(given: OfferGiven) {
  return {
    active: given.active ?? true,
    startsAtMs: given.startsAtMs ?? null,
    endsAtMs: given.endsAtMs ?? null,
    ruleIds: (given.rules ?? []).map(rule => rule.id),
    metadata: {},
  };
}
