import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {customer, openingMs, product, request, settings} from '../../test/builders/facts.ts';
import {askedStack, category, reward, stack} from '../../test/builders/incentives.ts';
import {program} from '../../test/builders/loyalty.ts';
import {mapFactSource} from '../../test/builders/map-fact-source.ts';
import {
  campaign,
  card,
  coupon,
  gift,
  type Offer,
  percent,
  percentOff,
  tier,
} from '../../test/builders/offers.ts';
import {appliesTo, condition, rule} from '../../test/builders/rules.ts';
import type {Discount, UnitProduct} from '../benefits/discount.ts';
import type {Document} from '../protocol/document.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {FactSource} from './fact-source.ts';
import {gather} from './gather.ts';

const ofVoucher = rule('VOUCHER', {});
const ofCampaign = rule('CAMPAIGN', {});
const autumn = campaign('Autumn', {ruleIds: [ofCampaign.id]});
const offers: readonly Offer[] = [
  percent('ZEBRA', 10, {campaign: autumn, rules: [ofVoucher], usesLimit: 3}),
  tier('T', percentOff(5)),
  gift('ANT', 500, {usesLimit: 1}),
];
const documents: readonly Document[] = [
  settings(),
  customer('ada'),
  product('tea', 800),
  product('mug', 2_400),
  product('unasked', 1),
  ofVoucher,
  ofCampaign,
  autumn,
  campaign('Promotions'),
  ...offers.flatMap(offer => offer.voucher ?? offer.tier ?? []),
];
const source = mapFactSource(
  documents,
  offers.flatMap(offer => offer.availability),
);

/** A source that notes what it was asked, and answers back to front. */
function noting(asked: unknown[]): FactSource {
  return {
    ...source,
    customer: id => {
      asked.push(id);
      return source.customer(id);
    },
    products: async (ids, sourceIds) => {
      asked.push([ids, sourceIds]);
      return [...(await source.products(ids, sourceIds))].reverse();
    },
    vouchers: async (codes, typed) => {
      asked.push([codes, typed]);
      return [...(await source.vouchers(codes, typed))].reverse();
    },
    availability: async (accounts, sessionKey) => {
      asked.push(accounts);
      return [...(await source.availability(accounts, sessionKey))].reverse();
    },
  };
}

test('loads what the request names and what hangs on it: campaigns, rules of both, accounts', async () => {
  const facts = await gather(
    source,
    request(cart({mug: {}, tea: {}}), offers, {customer: customer('ada')}),
    openingMs,
  );
  expect(facts.nowMs).toBe(openingMs);
  expect(facts.customer?.id).toBe('cust_ada');
  const ids = [
    facts.products,
    facts.vouchers,
    facts.promotionTiers,
    facts.campaigns,
    facts.validationRules,
  ].map(list => list.map(one => one.id));
  expect(ids).toEqual([
    ['prod_mug', 'prod_tea'],
    ['v_ANT', 'v_ZEBRA'],
    ['promo_T'],
    ['camp_Autumn', 'camp_Promotions'],
    ['val_CAMPAIGN', 'val_VOUCHER'],
  ]);
  expect(facts.availability.map(one => one.account)).toEqual([
    'g:v_ANT:balance',
    'v:v_ANT:uses',
    'v:v_ZEBRA:uses',
  ]);
});

test('asks for each thing once, and gives the same facts in whatever order they come', async () => {
  const twice = [...offers, ...offers];
  const mugs = {...cart({mug: {}}), lines: [...cart({mug: {}}).lines, ...cart({mug: {}}).lines]};
  const asked: unknown[] = [];
  const facts = await gather(noting(asked), request(mugs, twice), openingMs);
  expect(asked).toEqual([
    [[], ['mug']],
    [
      ['ANT', 'ZEBRA'],
      ['ANT', 'ZEBRA'],
    ],
    ['g:v_ANT:balance', 'v:v_ANT:uses', 'v:v_ZEBRA:uses'],
  ]);
  expect(facts).toEqual(await gather(source, request(mugs, twice), openingMs));
});

describe('what hangs on a redeemable', () => {
  const gatherFor = async (offers: readonly Offer[], more: readonly Document[], items = cart({})) => {
    const known = offers.flatMap(offer => [offer.voucher, offer.tier, offer.campaign, ...offer.rules]);
    const all = [settings(), ...known.flatMap(one => one ?? []), ...more];
    const {availability: _, ...facts} = await gather(
      mapFactSource(all, []),
      request(items, offers),
      openingMs,
    );
    return facts;
  };
  const unit = (named: Partial<UnitProduct>): UnitProduct => ({
    productId: null,
    skuId: null,
    sourceId: null,
    ...named,
  });
  const freeUnit = (product: UnitProduct): Discount => ({
    type: 'UNIT',
    units: [{effect: 'ADD_NEW_ITEMS', unitOff: 1, product}],
  });

  test('[DE12] products and SKUs that a benefit adds, and the products of the SKUs', async () => {
    const offers = [
      coupon('A', freeUnit(unit({productId: 'prod_cup'}))),
      coupon('B', freeUnit(unit({skuId: 'sku_red'}))),
      tier('C', percentOff(5), {
        tier: {extras: [{type: 'DISCOUNT', discount: freeUnit(unit({sourceId: 'blue'}))}]},
      }),
      coupon('D', {
        type: 'REPLACE',
        sources: [unit({productId: 'prod_mug'})],
        sourceQuantity: 1,
        target: unit({sourceId: 'bowl'}),
        targetQuantity: 1,
        timesLimit: null,
      }),
    ];
    const stock = ['cup', 'shirt', 'hat', 'mug', 'bowl', 'unasked'].map(name => product(name, 100));
    const skus = [sku('red', 'prod_shirt'), sku('blue', 'prod_hat'), sku('unasked', 'prod_hat')];
    const facts = await gatherFor(offers, [...stock, ...skus]);
    expect(facts.products.map(one => one.id)).toEqual([
      'prod_bowl',
      'prod_cup',
      'prod_hat',
      'prod_mug',
      'prod_shirt',
    ]);
    expect(facts.skus?.map(one => one.id)).toEqual(['sku_blue', 'sku_red']);
  });

  test('[DE12] SKUs that lines name, by our id or by a number that is no product’s', async () => {
    const lines = cart({
      red: {},
      mug: {},
      blue: {relatedObject: 'sku'},
      loose: {skuId: 'sku_green', sourceId: null},
      hat: {relatedObject: 'product'},
    });
    const skus = [
      sku('red', 'prod_shirt'),
      sku('blue', 'prod_shirt'),
      sku('green', 'prod_shirt'),
      sku('mug', 'prod_shirt'),
      sku('hat', 'prod_shirt'),
    ];
    const facts = await gatherFor(
      [],
      [product('shirt', 1), product('mug', 1), product('blue', 1), ...skus],
      lines,
    );
    expect(facts.skus?.map(one => one.id)).toEqual(['sku_blue', 'sku_green', 'sku_red']);
    expect(facts.products.map(one => one.id)).toEqual(['prod_blue', 'prod_mug', 'prod_shirt']);
  });

  test('[DE12] collections that rules and benefits name, wherever they do', async () => {
    const named = rule('R', {
      1: condition('order.items.any', {$is: [{id: 'pc_asked', type: 'products_collection'}]}),
      logic: '1',
    });
    const included = {object: 'products_collection' as const, id: 'pc_included', sourceId: null};
    const selecting = {
      ...appliesTo('S', {}),
      applicableTo: {includedAll: false, included: [included], excluded: []},
    };
    const same: Discount = {type: 'SAME_UNITS', unitOff: 1, collectionId: 'pc_same'};
    const offers = [percent('A', 5, {rules: [named, selecting]}), coupon('B', same)];
    const all = ['asked', 'included', 'same', 'unasked'].map(name => collection(name));
    const facts = await gatherFor(offers, all);
    expect(facts.collections?.map(one => one.id)).toEqual(['pc_asked', 'pc_included', 'pc_same']);
  });

  test('[DE12] the tiers of a stack, main campaigns, categories, rewards and the rules of all of them', async () => {
    const [main, own] = [rule('MAIN', {}), rule('OWN', {})];
    const top = campaign('Top', {ruleIds: [main.id], categoryId: 'cat_top'});
    const sub = campaign('Sub', {parentId: top.id});
    const tiers = [
      tier('A', percentOff(5), {campaign: sub, rules: [own]}),
      tier('B', percentOff(5), {campaign: sub}),
    ];
    const both = stack('both', sub.id, ['promo_B', 'promo_A', 'promo_none'], {categoryId: 'cat_stack'});
    const known = tiers.flatMap(one => [one.tier, ...one.rules]).flatMap(one => one ?? []);
    const more = [...known, sub, top, main, both, category('top'), category('stack'), category('unasked')];
    const facts = await gatherFor([askedStack(both)], more);
    expect(facts.promotionTiers.map(one => one.id)).toEqual(['promo_A', 'promo_B']);
    expect(facts.promotionStacks?.map(one => one.id)).toEqual(['stack_both']);
    expect(facts.campaigns.map(one => one.id)).toEqual(['camp_Sub', 'camp_Top']);
    expect(facts.categories?.map(one => one.id)).toEqual(['cat_stack', 'cat_top']);
    expect(facts.validationRules.map(one => one.id)).toEqual(['val_MAIN', 'val_OWN']);

    const ofReward = rule('REWARD', {});
    const coin = reward('coin', sub.id, {
      assignments: [{campaignId: sub.id, points: null, ruleIds: [ofReward.id]}],
    });
    const paying = card('CARD', 50, {id: 'rew_coin', points: null}, {campaign: sub});
    const withReward = await gatherFor([paying], [coin, ofReward, top]);
    expect(withReward.rewards).toEqual([coin]);
    expect(withReward.validationRules.map(one => one.id)).toEqual(['val_REWARD']);
  });

  test('[DE12] [DE23] the program that prices a reward, and the account of its stock', async () => {
    const club = campaign('Club', {campaignType: 'LOYALTY_PROGRAM'});
    const umbrella = reward('umbrella', club.id, {
      points: 300,
      reward: {type: 'MATERIAL', productId: 'prod_umbrella', skuId: null, stockLimit: 2},
    });
    const ofClub = program({id: club.id});
    const paying = card('CARD', 500, {id: umbrella.id, points: null}, {campaign: club});
    const known = [settings(), paying.voucher, club, umbrella, ofClub, program()].flatMap(one => one ?? []);
    const facts = await gather(mapFactSource(known, []), request(cart({}), [paying]), openingMs);
    expect(facts.loyaltyPrograms).toEqual([ofClub]);
    expect(facts.availability.map(one => one.account)).toContain('q:rew_umbrella:stock');
  });

  test('[DE12] main campaigns that name each other are each asked for once', async () => {
    const one = campaign('One', {parentId: 'camp_Two'});
    const other = campaign('Two', {parentId: 'camp_One'});
    const facts = await gatherFor([percent('A', 5, {campaign: one})], [other]);
    expect(facts.campaigns.map(each => each.id)).toEqual(['camp_One', 'camp_Two']);
  });

  test('[DE12] lists of which nothing is needed are absent', async () => {
    const facts = await gatherFor([percent('A', 5)], []);
    expect(Object.keys(facts).sort()).toEqual([
      'campaigns',
      'customer',
      'nowMs',
      'products',
      'promotionTiers',
      'settings',
      'validationRules',
      'vouchers',
    ]);
  });

  test('[DE12] the counters that rules name, of campaigns and of their main campaigns', async () => {
    const counting = (name: string, counted: string) =>
      rule(name, {1: condition(counted, {$less_than: [9]}), logic: '1'});
    const main = campaign('Main', {ruleIds: ['val_MAIN']});
    const sub = campaign('Sub', {parentId: main.id, ruleIds: ['val_SUB']});
    const rules = [
      counting('OWN', 'redemption.count.per_customer.daily'),
      counting('SUB', 'campaign.redemptions.count'),
      counting('MAIN', 'campaign.orders.amount_discounted'),
    ];
    const entry = {object: 'products_collection' as const, id: 'pc_1', sourceId: null};
    const units: ValidationRule = {
      ...rule('UNITS', {}),
      applicableTo: {
        includedAll: false,
        included: [
          {
            ...entry,
            unitLimits: [
              {scope: 'campaign', limit: 3},
              {scope: 'customer_campaign', limit: 1, perProduct: true},
            ],
          },
        ],
        excluded: [],
      },
    };
    const offer = percent('A', 5, {campaign: sub, rules: [...rules.slice(0, 1), units]});
    const all = [settings(), main, sub, ...rules, units, product('mug', 1), customer('ada')];
    const model = mapFactSource([...all, ...(offer.voucher ? [offer.voucher] : [])], []);
    const asked = request(cart({mug: {}}), [offer], {customer: customer('ada')});
    const facts = await gather(model, asked, openingMs);
    expect(facts.availability.map(one => one.account)).toEqual([
      'q:camp_Main:discount_amount',
      'q:camp_Sub:redemptions',
      'q:camp_Sub:units:pc_1',
      'q:camp_Sub:units:prod_mug:cust_ada',
      'q:v_A:redemptions:cust_ada:d2026-11-20',
    ]);
  });

  test('the points of a loyalty card, and what a session holds', async () => {
    const asked: unknown[] = [];
    const paying = card('CARD', 50, null, {usesLimit: 2});
    const model = mapFactSource([settings(), paying.voucher ?? product('x', 1)], []);
    const noted: FactSource = {
      ...model,
      availability: (accounts, sessionKey) => {
        asked.push([accounts, sessionKey]);
        return model.availability(accounts, sessionKey);
      },
    };
    await gather(noted, {...request(cart({}), [paying]), sessionKey: 'ssn_1'}, openingMs);
    expect(asked).toEqual([[['p:v_CARD:points', 'v:v_CARD:uses'], 'ssn_1']]);
  });
});

test('a code is looked for in its normal form, and as an id the way it was typed', async () => {
  const asked: unknown[] = [];
  const typed = {
    ...percent('X', 1),
    requested: {object: 'voucher' as const, code: ' v_ant ', creditsMinor: null},
  };
  await gather(noting(asked), request(cart({}), [typed]), openingMs);
  expect(asked[1]).toEqual([['V_ANT'], ['v_ant']]);
});
