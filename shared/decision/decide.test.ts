import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {
  type Circumstances,
  customer,
  facts,
  openingMs,
  request,
  settings,
} from '../../test/builders/facts.ts';
import {
  amount,
  amountOff,
  campaign,
  coupon,
  gift,
  type Offer,
  percent,
  percentOff,
  tier,
} from '../../test/builders/offers.ts';
import {appliesTo, condition, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import {epochMs} from '../kernel/epoch.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import type {RefusalCode} from '../reasons/refusal.ts';
import {decide} from './decide.ts';
import {decisionSchema} from './decision.ts';
import type {RequestedRedeemable} from './request.ts';

const mug = cart({mug: 2_400});
const later = epochMs(openingMs + 1);

test('[DE1] a sale with a promotion, a code and a gift card, step by step', () => {
  const decision = sell(cart({mug: 2_400, tea: {price: 800, quantity: 2}}), [
    tier('Tea week', percentOff(25, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [appliesTo('TEA', {included: ['tea']})],
    }),
    percent('LOYAL10', 10),
    gift('GIFT-25', 2_500),
  ]);
  expect(roll(decision)).toEqual([
    'Tea week  -4.00',
    'LOYAL10  -3.60',
    'GIFT-25  -25.00 gift, 0.00 left',
    'total  7.40',
  ]);
  expect(decision.order).toMatchObject({
    amountMinor: 4_000,
    itemsDiscountMinor: 400,
    orderDiscountMinor: 2_860,
    appliedItemsDiscountMinor: 400,
    appliedOrderDiscountMinor: 2_860,
    totalMinor: 740,
  });
  expect(decision.draws).toEqual([{account: 'g:v_GIFT-25:balance', amount: 2_500}]);
  expect(decision.valid).toBe(true);
});

describe('[DE4] every refusal', () => {
  const needs = (wire: unknown) => [rule('RULE', wire)];
  const unknown = (requested: RequestedRedeemable): Offer => ({...percent('X', 1), voucher: null, requested});
  const cases: readonly [RefusalCode, readonly Offer[], Circumstances?, Cart?][] = [
    ['code_unknown', [unknown({object: 'voucher', code: 'NOPE', creditsMinor: null})]],
    ['tier_unknown', [unknown({object: 'promotion_tier', id: 'promo_none'})]],
    ['disabled', [percent('A', 10, {active: false})]],
    ['campaign_disabled', [percent('A', 10, {campaign: campaign('C', {active: false})})]],
    ['not_started', [percent('A', 10, {startsAtMs: later})]],
    ['expired', [percent('A', 10, {endsAtMs: openingMs})]],
    ['limit_reached', [percent('A', 10, {usesLimit: 3, left: 0})]],
    ['lease_empty', [percent('A', 10, {usesLimit: 3, left: 0, authority: 'lease'})]],
    ['card_empty', [gift('G', 0)]],
    ['gift_amount_exceeded', [gift('G', 500, {credits: 501})]],
    [
      'customer_required',
      [percent('A', 10, {rules: needs({1: condition('customer.segment', {$is: ['seg_a']})})})],
    ],
    [
      'rules_not_met',
      [percent('A', 10, {rules: needs({1: condition('order.amount', {$more_than: [9_999]})})})],
    ],
    ['amount_missing', [percent('A', 10)], {}, cart({})],
    ['items_missing', [coupon('A', amountOff(1, {effect: 'APPLY_TO_ITEMS'}))], {}, cart({}, {amount: 1_000})],
    ['redeemables_limit_reached', [percent('A', 10), percent('B', 10)], {stacking: {redeemablesLimit: 1}}],
    [
      'applicable_limit_reached',
      [percent('A', 10), percent('B', 10)],
      {stacking: {applicableRedeemablesLimit: 1}},
    ],
    ['no_effect', [percent('A', 0, {usesLimit: 1})], {noEffect: 'SKIP'}],
    ['duplicate', [percent('A', 10), percent('A', 10)]],
  ];
  test.each(cases)('%s', (code, offers, given, items) => {
    expect(onlyRefusal(sell(items ?? mug, offers, given))?.code).toBe(code);
  });

  test('preceding_refused', () => {
    const decision = sell(mug, [percent('A', 10), percent('B', 10, {active: false}), percent('C', 10)], {
      mode: 'ALL',
    });
    expect(roll(decision)).toEqual([
      'A  -2.40',
      'B  refused: disabled',
      'C  skipped: preceding_refused',
      'total  24.00',
    ]);
    expect(decision).toMatchObject({valid: false, draws: [], order: decision.initialOrder});
  });

  test('names its facts', () => {
    const limited = percent('A', 10, {usesLimit: 3, left: 0});
    expect(onlyRefusal(sell(mug, [limited]))).toEqual({code: 'limit_reached', limit: 3});
    expect(onlyRefusal(sell(mug, [gift('G', 500, {credits: 501})]))).toEqual({
      code: 'gift_amount_exceeded',
      requestedMinor: 501,
      availableMinor: 500,
    });
    const overLimit = sell(mug, [percent('A', 1), percent('B', 1)], {stacking: {redeemablesLimit: 1}});
    expect(onlyRefusal(overLimit)).toEqual({code: 'redeemables_limit_reached', limit: 1});
  });

  test('a limited voucher for which nobody answers is one this till holds nothing of', () => {
    const offer = {...percent('A', 10, {usesLimit: 3}), availability: []};
    expect(onlyRefusal(sell(mug, [offer]))).toEqual({code: 'lease_empty'});
    expect(onlyRefusal(sell(mug, [{...gift('G', 100), availability: []}]))).toEqual({code: 'lease_empty'});
  });
});

describe('draws', () => {
  const draws = (offer: Offer) => sell(mug, [offer]).draws;

  test('an unlimited voucher and a promotion tier draw nothing', () => {
    expect(draws(percent('A', 10))).toEqual([]);
    expect(draws(tier('T', percentOff(10)))).toEqual([]);
  });

  test('a limited voucher draws one use, a gift card the credits used', () => {
    expect(draws(percent('A', 10, {usesLimit: 3, left: 1, authority: 'lease'}))).toEqual([
      {account: 'v:v_A:uses', amount: 1},
    ]);
    expect(draws(gift('G', 9_000, {usesLimit: 5}))).toEqual([
      {account: 'v:v_G:uses', amount: 1},
      {account: 'g:v_G:balance', amount: 2_400},
    ]);
  });

  test('what takes nothing off is used up anyway, unless it is to be left unused', () => {
    const nothing = percent('A', 0, {usesLimit: 1});
    expect(sell(mug, [nothing]).draws).toEqual([{account: 'v:v_A:uses', amount: 1}]);
    expect(sell(mug, [nothing], {noEffect: 'SKIP'}).draws).toEqual([]);
    expect(sell(mug, [nothing], {stacking: {noEffectRule: 'SKIP'}}).draws).toEqual([]);
    expect(
      sell(mug, [nothing], {stacking: {noEffectRule: 'SKIP'}, noEffect: 'REDEEM_ANYWAY'}).draws.length,
    ).toBe(1);
  });

  test('a gift card that has nothing to pay draws no credits', () => {
    expect(sell(mug, [percent('ALL', 100), gift('G', 100)]).draws).toEqual([]);
  });
});

describe('finding a voucher', () => {
  const asTyped = (code: string): Offer => ({
    ...percent('Summer-10', 10),
    requested: {object: 'voucher', code, creditsMinor: null},
  });

  test.each(['Summer-10', ' summer-10 ', 'SUMMER-10', 'v_Summer-10'])('%j is found', code => {
    expect(sell(mug, [asTyped(code)]).verdicts[0]).toMatchObject({status: 'applied', foundId: 'v_Summer-10'});
  });

  test.each(['summer10', 'V_SUMMER-10', ''])('%j is not', code => {
    expect(sell(mug, [asTyped(code)]).verdicts[0]).toMatchObject({
      foundId: null,
      refusal: {code: 'code_unknown'},
    });
  });

  test('by code and by id it is the same one', () => {
    expect(roll(sell(mug, [asTyped('summer-10'), asTyped('v_Summer-10')])).slice(1)).toEqual([
      'v_Summer-10  skipped: duplicate',
      'total  21.60',
    ]);
  });

  test('where codes are case-sensitive, another case is another code', () => {
    const offers = [asTyped('summer-10')];
    const strict = {...facts(offers), settings: settings({codesCaseSensitive: true})};
    expect(decide(strict, request(mug, offers)).verdicts[0]).toMatchObject({refusal: {code: 'code_unknown'}});
  });
});

describe('[DE17] valid', () => {
  const off = percent('OFF', 10, {active: false});
  test.each([
    ['nothing asked for', [], 'PARTIAL', true],
    ['nothing asked for', [], 'ALL', true],
    ['all applied', [percent('A', 1)], 'ALL', true],
    ['one refused', [percent('A', 1), off], 'ALL', false],
    ['one refused', [percent('A', 1), off], 'PARTIAL', true],
    ['all refused', [off], 'PARTIAL', false],
    ['one skipped', [percent('A', 1), percent('A', 1)], 'ALL', true],
  ] as const)('%s in %s %s: %s', (_, offers, mode, valid) => {
    expect(sell(mug, offers, {mode}).valid).toBe(valid);
  });

  test('the request’s mode comes before the project’s', () => {
    const offers = [percent('A', 1), off];
    expect(sell(mug, offers, {stacking: {applicationMode: 'ALL'}}).valid).toBe(false);
    expect(sell(mug, offers, {stacking: {applicationMode: 'ALL'}, mode: 'PARTIAL'}).valid).toBe(true);
  });
});

test('names what was found and its campaign, also when it was refused', () => {
  const offers = [amount('A', 100, {campaign: campaign('C', {active: false})}), tier('T', percentOff(5))];
  expect(sell(mug, offers).verdicts).toMatchObject([
    {foundId: 'v_A', campaignId: 'camp_C', status: 'inapplicable'},
    {foundId: 'promo_T', campaignId: 'camp_Promotions', status: 'applied'},
  ]);
});

test('[DE18] discounts of earlier redemptions stay, and are not told as this decision’s', () => {
  const again = {
    ...cart({mug: {price: 2_400, discountMinor: minor(400)}}),
    orderDiscountMinor: minor(100),
  };
  const decision = sell(again, [percent('A', 10)]);
  expect(roll(decision)).toEqual(['A  -1.90', 'total  17.10']);
  expect(decision.order).toMatchObject({
    totalDiscountMinor: 690,
    appliedOrderDiscountMinor: 190,
    appliedItemsDiscountMinor: 0,
  });
});

test('[DE19] a decision is what its schema says', () => {
  const ada = customer('ada', {segmentIds: ['seg_a']});
  const rules = [rule('RULE', {1: condition('customer.segment', {$is: ['seg_b']})})];
  const decision = sell(mug, [gift('G', 100), percent('A', 10, {rules}), percent('B', 10)], {customer: ada});
  expect(decisionSchema.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
});
