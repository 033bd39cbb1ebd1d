/** Whole shops: a cart, redeemables of every kind with every discount, stacking settings and conventions. */
import fc from 'fast-check';
import {catalogueOf} from '../../shared/catalog/catalogue.ts';
import type {Conventions} from '../../shared/conventions/conventions.ts';
import {accountsOf} from '../../shared/decision/accounts-of.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import type {DecisionRequest} from '../../shared/decision/request.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart, CartLine} from '../../shared/order/cart.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import {collection, filtered, sku} from '../builders/catalogue.ts';
import {customer, facts as factsOf, product, request as requestOf} from '../builders/facts.ts';
import {askedStack, category, reward, stack} from '../builders/incentives.ts';
import {campaign, card, coupon, gift, type Offer, tier} from '../builders/offers.ts';
import {anyDealSettings} from './arbitrary-deals.ts';
import {anyDiscount, anyExtra, anyMoney, anySourceId, perhaps} from './arbitrary-discounts.ts';
import {anyShopRule} from './arbitrary-rules.ts';

export interface Shop {
  readonly facts: Facts;
  readonly request: DecisionRequest;
}

/** Prices that come to something, and none; amounts that contradict them; what earlier redemptions did. */
const line: fc.Arbitrary<CartLine> = fc
  .tuple(
    fc.option(anySourceId, {freq: 9}),
    fc.oneof({weight: 20, arbitrary: fc.nat(5)}, {weight: 1, arbitrary: fc.constant(2 ** 40)}),
    fc.option(anyMoney, {freq: 4}),
    fc.option(anyMoney, {freq: 1}),
    perhaps('discountMinor', fc.nat(500).map(minor), 3),
    perhaps('discountQuantity', fc.nat(2), 4),
    perhaps('taxPpm', fc.constantFrom(70_000, 190_000), 2),
  )
  .map(([sourceId, quantity, priceMinor, amountMinor, ...more]) => {
    const named = {productId: null, sourceId, quantity, priceMinor, amountMinor, metadata: {}};
    return Object.assign(named, ...more);
  });

const cart: fc.Arbitrary<Cart> = fc
  .tuple(
    fc.array(line, {maxLength: 5}),
    fc.option(anyMoney, {freq: 1}),
    perhaps('orderDiscountMinor', fc.nat(400).map(minor), 3),
    perhaps('shippingMinor', fc.nat(900).map(minor), 2),
  )
  .map(([lines, amountMinor, ...more]) => Object.assign({lines, amountMinor, metadata: {}}, ...more));

const campaigns: readonly Campaign[] = [
  campaign('Autumn'),
  campaign('Winter', {parentId: 'camp_Autumn', categoryId: 'cat_B'}),
  campaign('Draw', {campaignType: 'GIVEAWAY'}),
];
const program = campaign('Loyalty', {campaignType: 'LOYALTY_PROGRAM'});
const rewards = [
  reward('coins', program.id, {reward: {type: 'COIN', coinValueMinor: minor(37), coinPoints: 10}}),
  reward('bag', program.id, {reward: {type: 'MATERIAL', productId: 'prod_mug', skuId: null}, points: 20}),
];
const promotions = campaign('Promotions', {campaignType: 'PROMOTION'});

const offer: fc.Arbitrary<(name: string) => readonly Offer[]> = fc
  .record({
    kind: fc.constantFrom(
      'coupon',
      'coupon',
      'coupon',
      'gift',
      'giftItems',
      'card',
      'tier',
      'twice',
      'unknown',
    ),
    discount: anyDiscount,
    rules: fc.array(anyShopRule, {maxLength: 2}),
    extras: fc.option(fc.array(anyExtra, {minLength: 1, maxLength: 2}), {freq: 1}),
    campaign: fc.option(fc.constantFrom(...campaigns), {freq: 2}),
    categoryId: fc.option(fc.constantFrom('cat_A' as const, 'cat_B' as const, 'cat_C' as const)),
    usesLimit: fc.constantFrom(undefined, 1, 2),
    asked: fc.option(fc.nat(2_000)),
    balance: fc.nat(3_000),
    reward: fc.constantFrom(...rewards),
  })
  .map(({kind, discount, rules, extras, campaign: base, categoryId, usesLimit, ...more}) => name => {
    const category = categoryId === null ? {} : {categoryId};
    const own = {
      rules,
      ...(base === null ? {} : {campaign: base}),
      ...(usesLimit === undefined ? {} : {usesLimit}),
    };
    const asked = more.asked === null ? {} : {credits: more.asked};
    const given = {...own, voucher: category};
    const extra = extras === null ? {} : {extras};
    switch (kind) {
      case 'unknown':
        return [{...coupon(name, discount), voucher: null}];
      case 'gift':
        return [gift(`G${name}`, more.balance, {...given, ...asked})];
      case 'giftItems': {
        const benefit = {type: 'GIFT_VOUCHER' as const, effect: 'APPLY_TO_ITEMS' as const};
        return [gift(`G${name}`, more.balance, {...given, ...asked, voucher: {...category, benefit}})];
      }
      case 'card': {
        const spent = {id: more.reward.id, points: more.asked};
        return [card(`P${name}`, more.balance, spent, {...given, campaign: program})];
      }
      case 'tier':
        return [tier(name, discount, {rules, tier: {...category, ...extra}})];
      case 'coupon':
      case 'twice': {
        const benefit = {type: 'DISCOUNT_VOUCHER' as const, discount, ...extra};
        const made = coupon(name, discount, {...own, voucher: {...category, benefit}});
        return kind === 'twice' ? [made, made] : [made];
      }
    }
  });

const offers = fc
  .array(offer, {maxLength: 6})
  .map(list => list.flatMap((make, index) => make(String.fromCharCode(65 + index))));

const moreConventions: fc.Arbitrary<Conventions> = fc
  .tuple(
    perhaps('oddCent', fc.constantFrom('first' as const, 'last' as const, 'dearest' as const)),
    perhaps('freeUnits', fc.constantFrom('cheapest' as const, 'dearest' as const)),
    perhaps('incompleteSets', fc.constant('in_part' as const)),
    perhaps('threshold', fc.constant('original' as const)),
    perhaps('taxBase', fc.constant('net' as const)),
    perhaps('shippingInOrderBase', fc.boolean()),
    perhaps('unmatchedProducts', fc.constant('refuse' as const)),
    perhaps('respectPriceFloors', fc.boolean()),
    perhaps('orderFloorMinor', fc.nat(600).map(minor), 2),
  )
  .map(parts => Object.assign({}, ...parts) as Conventions);

const products = [
  product('mug', 2_400, {category: 'kitchen'}),
  {...product('tea', 800, {category: 'hot'}), priceFloorMinor: minor(350)},
  product('cup', null),
];
const catalogue = {
  products,
  skus: [sku('red', 'prod_mug', 2_600)],
  collections: [
    collection('kitchen', 'prod_mug', 'sku_red'),
    filtered('hot', {'metadata.category': {conditions: {$is: ['hot']}}}),
  ],
};

/** What is left of every account that a decision may ask for; of some nobody knows. */
function availabilityOf({facts, request}: Shop, lefts: readonly number[]): Facts['availability'] {
  const {promotionStacks = [], rewards: known = [], loyaltyPrograms = [], categories = []} = facts;
  const redeemables = {...facts, promotionStacks, rewards: known, loyaltyPrograms, categories};
  const accounts = accountsOf(redeemables, catalogueOf(catalogue), request, facts.settings, facts.nowMs);
  const others = accounts.filter(account => !facts.availability.some(one => one.account === account));
  return [...new Set(others)].flatMap((account, index) => {
    const available = lefts[index % lefts.length] ?? 0;
    return available === 0 ? [] : [{account, available, authority: 'server' as const, used: index}];
  });
}

export const anyShop: fc.Arbitrary<Shop> = fc
  .record({
    cart,
    offers,
    settings: anyDealSettings,
    conventions: moreConventions,
    regular: fc.option(
      fc.constantFrom(
        customer('ada', {segmentIds: ['seg_regulars'], metadata: {visits: 6}}),
        customer('bob'),
      ),
      {nil: undefined, freq: 3},
    ),
    mode: fc.constantFrom(null, 'ALL' as const, 'PARTIAL' as const, 'PARTIAL' as const),
    noEffect: fc.constantFrom('REDEEM_ANYWAY' as const, 'SKIP' as const),
    isStack: fc.nat(9).map(n => n === 0),
    lefts: fc.array(fc.constantFrom(0, 1, 2, 500, 5_000), {minLength: 1, maxLength: 5}),
  })
  .map(({cart: asked, offers: all, settings, conventions, regular, mode, noEffect, isStack, lefts}) => {
    const tiers = all.flatMap(one => one.tier ?? []).map(one => one.id);
    const stacked = isStack && tiers.length > 0 ? [stack('All', promotions.id, [...new Set(tiers)])] : [];
    const given = {
      ...(regular === undefined ? {} : {customer: regular}),
      products,
      mode,
      noEffect,
      stacking: settings.stacking,
      conventions: {...settings.conventions, ...conventions},
      facts: {
        skus: catalogue.skus,
        collections: catalogue.collections,
        campaigns: [...campaigns, program, promotions],
        categories: [category('A', 1), category('B', 2), category('C', 2)],
        rewards: [...rewards],
        promotionStacks: stacked,
      },
    };
    const facts = factsOf(all, given);
    const request = requestOf(asked, stacked.length > 0 ? stacked.map(askedStack) : all, given);
    return {
      facts: {...facts, availability: [...facts.availability, ...availabilityOf({facts, request}, lefts)]},
      request,
    };
  });
