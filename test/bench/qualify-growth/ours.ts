import {epochMs} from '../../../shared/kernel/epoch.ts';
import {prepareBook} from '../../../shared/qualification/book.ts';
import type {QualificationRequest} from '../../../shared/qualification/qualification.ts';
import {qualify} from '../../../shared/qualification/qualify.ts';
import {openingMs, settings} from '../../builders/facts.ts';
import {amountOff, campaign, type Offer, percentOff, tier} from '../../builders/offers.ts';
import {validationRule} from '../rules/validation-rule-of.ts';
import {shopCart, shopCustomer} from '../shop.ts';
import type {Side} from '../side.ts';
import {bestDeals, pageSize, type Tier, tiersOnOffer} from './tiers.ts';

/** The best hundred of all that qualifies, priced, as the till asks for them. */
export function ours(count: number, others: 'near' | 'far'): Side {
  const {cart, products} = shopCart(0, 20);
  const promotions = campaign('Promotions', {campaignType: 'PROMOTION'});
  const offers = tiersOnOffer(count, others).tiers.map((one, at) => offerOf(one, at, promotions));
  const book = prepareBook({
    settings: settings(),
    products,
    vouchers: [],
    promotionTiers: offers.flatMap(offer => offer.tier ?? []),
    campaigns: [promotions],
    validationRules: offers.flatMap(offer => offer.rules),
    createdAtMs: new Map(offers.flatMap(({tier: own}, at) => (own === null ? [] : [[own.id, epochMs(at)]]))),
  });
  const request: QualificationRequest = {
    cart,
    customer: shopCustomer(0),
    nowMs: openingMs,
    availability: [],
    limit: pageSize,
    sortingRule: 'BEST_DEAL',
  };
  const run = () => {
    const answer = qualify(book, request);
    if (!answer.ok) throw new Error(answer.message);
    return answer.rows;
  };
  return {run, answers: () => bestDeals(run())};
}

function offerOf(
  {conditions, percent, amountMinor}: Tier,
  at: number,
  promotions: NonNullable<Offer['campaign']>,
): Offer {
  const discount = percent === null ? amountOff(amountMinor ?? 0) : percentOff(percent);
  return tier(`T${at}`, discount, {rules: [validationRule(conditions, at)], campaign: promotions});
}
