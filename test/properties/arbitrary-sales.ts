/** Random sales, closed: what redemptions and returns find hard is in them more often than a shop would have it. */
import fc from 'fast-check';
import type {Discount} from '../../shared/benefits/discount.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {SoldOrder} from '../../shared/returns/sold-order.ts';
import type {ApplicableEntry, Bundle, ValidationRule} from '../../shared/rules/validation-rule.ts';
import {facts as factsOf, request as requestOf} from '../builders/facts.ts';
import {reward} from '../builders/incentives.ts';
import {amountOff, campaign, card, coupon, gift, type Offer, percentOff} from '../builders/offers.ts';
import {appliesTo, condition, products, rule} from '../builders/rules.ts';
import {entry} from '../builders/selection.ts';
import {soldFrom} from '../builders/sold.ts';
import {anyCart, anyCircumstances, anyOffers} from './arbitraries.ts';

const shipped: fc.Arbitrary<Cart> = fc
  .tuple(anyCart, fc.option(fc.nat(1_500).map(minor), {freq: 1}))
  .map(([cart, shippingMinor]) => (shippingMinor === null ? cart : {...cart, shippingMinor}));

/** Redeemables that free, limit, replace or tie units together: what returns find hard. */
const unitOffers: fc.Arbitrary<readonly Offer[]> = fc
  .array(
    fc.tuple(
      fc.constantFrom('missing', 'new', 'third', 'limited', 'replace', 'bundle', 'bundleOrder', 'shipping'),
      fc.constantFrom('mug', 'tea', 'cup'),
      fc.constantFrom(1, 2, 3),
      fc.constantFrom(null, ifAtLeast(2), ifAtLeast(3)),
    ),
    {maxLength: 3},
  )
  .map(list =>
    list.map(([kind, sourceId, n, condition], place) =>
      unitOffer(`${kind}${place}`, kind, sourceId, n, condition),
    ),
  );

function ifAtLeast(units: number): ValidationRule {
  const few = {1: condition('order.items.aggregated_quantity', {$more_than_or_equal: [units]}), logic: '1'};
  return rule(`MUGS${units}`, {1: condition('order.items.any', products('mug'), {rules: few}), logic: '1'});
}

function unitOffer(
  code: string,
  kind: string,
  sourceId: string,
  n: number,
  condition: ValidationRule | null,
): Offer {
  const discount = unitDiscount(kind, sourceId, n);
  const entryRule = {
    ...appliesTo(`FOR${code}`, {}),
    applicableTo: {includedAll: false, included: [entryOf(kind, sourceId, n)], excluded: []},
  };
  const bundle: Bundle = {
    limit: 2,
    parts: [
      {products: [entry('mug')], quantity: 1},
      {products: [entry(sourceId)], quantity: n},
    ],
  };
  const own = kind.startsWith('bundle') ? {...entryRule, bundle} : entryRule;
  const rules = discount.type === 'PERCENT' || kind.startsWith('bundle') ? [own] : [];
  return coupon(code, discount, {rules: condition === null ? rules : [...rules, condition], usesLimit: 3});
}

function entryOf(kind: string, sourceId: string, n: number): ApplicableEntry {
  if (kind === 'third') return entry(sourceId, {target: 'UNIT', skipInitially: n - 1, repeat: n});
  return kind === 'limited' ? entry(sourceId, {quantityLimit: n}) : entry(sourceId);
}

function unitDiscount(kind: string, sourceId: string, n: number): Discount {
  const unit = {productId: null, skuId: null, sourceId};
  switch (kind) {
    case 'missing':
      return {type: 'UNIT', units: [{effect: 'ADD_MISSING_ITEMS', unitOff: n, product: unit}]};
    case 'new':
      return {type: 'UNIT', units: [{effect: 'ADD_NEW_ITEMS', unitOff: n, product: unit}]};
    case 'replace': {
      const target = {productId: null, skuId: null, sourceId: 'mug'};
      return {type: 'REPLACE', sources: [unit], sourceQuantity: n, target, targetQuantity: 1, timesLimit: 1};
    }
    case 'shipping':
      return {type: 'SHIPPING', percent: 100, amountMinor: null};
    case 'bundleOrder':
      return amountOff(333, {effect: 'APPLY_TO_ORDER'});
    default:
      return percentOff(kind === 'third' ? 100 : 35, {effect: 'APPLY_TO_ITEMS'});
  }
}

/** Often with cards at the end: something has to go back to where it came from. */
const coins = reward('coins', 'camp_Loyalty', {
  reward: {type: 'COIN', coinValueMinor: minor(37), coinPoints: 10},
});
const program = campaign('Loyalty', {campaignType: 'LOYALTY_PROGRAM'});
const cards: fc.Arbitrary<readonly Offer[]> = fc
  .tuple(fc.integer({min: 0, max: 3_000}), fc.nat(400))
  .map(([balance, points]) => [
    ...(balance > 1_000 ? [gift('CARD', balance)] : []),
    ...(points > 200
      ? [
          card(
            'POINTS',
            points,
            {id: coins.id, points: points - 150},
            {campaign: program, voucher: {campaignId: program.id}},
          ),
        ]
      : []),
  ]);

export const anySale: fc.Arbitrary<SoldOrder> = fc
  .tuple(
    shipped,
    anyOffers,
    unitOffers,
    cards,
    anyCircumstances,
    fc.record({
      addedUnits: fc.constantFrom('own_line' as const, 'merged' as const),
      shippingInOrderBase: fc.boolean(),
    }),
  )
  .map(([cart, offers, units, cardOffers, circumstances, conventions]) => {
    const all = [...units, ...offers, ...cardOffers];
    const stacking = {...circumstances.stacking, applicableRedeemablesLimit: 12};
    // One refusal must not empty the sale.
    const mode = 'PARTIAL' as const;
    const given = {...circumstances, mode, stacking, conventions, facts: {rewards: [coins]}};
    return soldFrom(factsOf(all, given), requestOf(cart, all, given));
  });
