import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {type Circumstances, customer} from '../../test/builders/facts.ts';
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
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import type {ApplicableEntry, ValidationRule} from '../rules/validation-rule.ts';

const mug = cart({mug: 10_000});
const ada = customer('ada');

function upTo(name: string, counted: string, limit: number): ValidationRule {
  return rule(name, {1: condition(counted, {$less_than_or_equal: [limit]}), logic: '1'});
}

function used(account: AccountKey, count: number): Availability {
  return {account, available: 0, authority: 'server', used: count};
}

function leased(account: AccountKey, available: number): Availability {
  return {account, available, authority: 'lease'};
}

function buy(offers: readonly Offer[], availability: Availability[], given: Circumstances = {}) {
  return sell(mug, offers, {...given, facts: {availability, ...given.facts}});
}

const count: AccountKey = 'q:camp_C:redemptions';
const discounted: AccountKey = 'q:camp_C:discount_amount';

describe('[DE9] what earlier redeemables take is not there for later ones', () => {
  const once = campaign('C', {ruleIds: ['val_ONCE']});
  const limit = upTo('ONCE', 'campaign.redemptions.count', 5);
  const tiers = [
    tier('A', amountOff(100), {campaign: once, rules: [limit]}),
    tier('B', amountOff(200), {campaign: once, rules: [limit]}),
  ];

  test('two tiers of one campaign with one redemption left', () => {
    const decision = buy(tiers, [used(count, 4)]);
    expect(roll(decision)).toEqual(['A  -1.00', 'B  refused: budget_reached', 'total  99.00']);
    expect(onlyRefusal(decision)).toMatchObject({limit: 5, used: 5});
    expect(decision.draws).toEqual([{account: count, amount: 1, limit: 5}]);
  });

  test('with two left each draws its own', () => {
    expect(buy(tiers, [used(count, 3)]).draws).toEqual([
      {account: count, amount: 1, limit: 5},
      {account: count, amount: 1, limit: 5},
    ]);
  });

  test('the third finds what two have taken', () => {
    const third = tier('C', amountOff(300), {campaign: once, rules: [limit]});
    expect(roll(buy([...tiers, third], [used(count, 3)]))).toEqual([
      'A  -1.00',
      'B  -2.00',
      'C  refused: budget_reached',
      'total  97.00',
    ]);
  });

  test('on a till’s lease too', () => {
    expect(roll(buy(tiers, [leased(count, 1)]))).toEqual([
      'A  -1.00',
      'B  refused: lease_empty',
      'total  99.00',
    ]);
    expect(roll(buy(tiers, [leased(count, 2)])).at(-1)).toBe('total  97.00');
  });

  test('what was refused took nothing', () => {
    const off = tier('A', amountOff(100), {campaign: once, rules: [limit], active: false});
    expect(roll(buy([off, ...tiers.slice(1)], [used(count, 4)])).slice(0, 2)).toEqual([
      'A  refused: disabled',
      'B  -2.00',
    ]);
  });

  test('a budget of money, by what each takes off', () => {
    const budget = upTo('ONCE', 'campaign.orders.amount_discounted', 250);
    const off = [
      tier('A', amountOff(100), {campaign: once, rules: [budget]}),
      tier('B', amountOff(200), {campaign: once, rules: [budget]}),
      tier('C', amountOff(150), {campaign: once, rules: [budget]}),
    ];
    const decision = buy(off, [used(discounted, 0)]);
    expect(roll(decision)).toEqual(['A  -1.00', 'B  refused: budget_reached', 'C  -1.50', 'total  97.50']);
    expect(decision.draws).toEqual([
      {account: discounted, amount: 100, limit: 250},
      {account: discounted, amount: 150, limit: 250},
    ]);
  });

  test('a failed ALL decision draws nothing', () => {
    expect(buy(tiers, [used(count, 4)], {mode: 'ALL'})).toMatchObject({valid: false, draws: []});
  });
});

describe('[DE10] one redeemable counts once on an account', () => {
  test('however many rules name it, under the tightest limit', () => {
    const base = campaign('C', {ruleIds: ['val_WIDE']});
    const rules = [
      upTo('NARROW', 'campaign.redemptions.count', 5),
      upTo('WIDE', 'campaign.redemptions.count', 50),
    ];
    const decision = buy([percent('A', 10, {campaign: base, rules})], [used(count, 1)]);
    expect(decision.draws).toEqual([{account: count, amount: 1, limit: 5}]);
  });
});

test('[DE10] a rule of the main campaign that counts the redeemable itself counts it once', () => {
  const main = campaign('Main', {ruleIds: ['val_MAIN']});
  const sub = campaign('Sub', {parentId: main.id, ruleIds: ['val_SUB']});
  const limits = (own: number, above: number) => ({
    campaigns: [main, sub],
    validationRules: [
      upTo('SUB', 'redemption.count.daily', own),
      upTo('MAIN', 'redemption.count.daily', above),
    ],
  });
  const account: AccountKey = 'q:v_A:redemptions:d2026-11-20';
  const draws = (own: number, above: number) =>
    buy([percent('A', 10, {campaign: sub})], [used(account, 0)], {facts: limits(own, above)}).draws;
  expect(draws(3, 9)).toEqual([{account, amount: 1, limit: 3}]);
  expect(draws(9, 3)).toEqual([{account, amount: 1, limit: 3}]);
});

describe('[DE11] rules of campaigns', () => {
  const main = campaign('Main', {ruleIds: ['val_MAIN']});
  const sub = campaign('Sub', {parentId: main.id, ruleIds: ['val_SUB']});
  const coupons = [percent('A', 10, {campaign: sub})];
  const rules = [upTo('MAIN', 'campaign.redemptions.count', 3), upTo('SUB', 'campaign.redemptions.count', 9)];
  const facts = {campaigns: [main, sub], validationRules: rules};
  const accounts = [used('q:camp_Main:redemptions', 2), used('q:camp_Sub:redemptions', 1)];

  test('each counts in the campaign that it is assigned to', () => {
    expect(buy(coupons, accounts, {facts}).draws).toEqual([
      {account: 'q:camp_Sub:redemptions', amount: 1, limit: 9},
      {account: 'q:camp_Main:redemptions', amount: 1, limit: 3},
    ]);
  });

  test('a main campaign that is used up refuses what belongs to it', () => {
    const full = [used('q:camp_Main:redemptions', 3), used('q:camp_Sub:redemptions', 1)];
    expect(onlyRefusal(buy(coupons, full, {facts}))).toMatchObject({
      code: 'budget_reached',
      account: 'q:camp_Main:redemptions',
      ruleId: 'val_MAIN',
    });
  });

  test('the nearest refusal is told, and with the trace all were asked', () => {
    const full = [used('q:camp_Main:redemptions', 3), used('q:camp_Sub:redemptions', 9)];
    const decision = buy(coupons, full, {facts});
    expect(onlyRefusal(decision)).toMatchObject({account: 'q:camp_Sub:redemptions'});
    expect(decision.verdicts[0]?.checks.length).toBe(2);
  });

  test('per customer, by day', () => {
    const daily = upTo('DAILY', 'redemption.count.per_customer.daily', 1);
    const coupon = percent('A', 10, {rules: [daily]});
    const account: AccountKey = 'q:v_A:redemptions:cust_ada:d2026-11-20';
    expect(buy([coupon], [used(account, 0)], {customer: ada}).draws).toEqual([
      {account, amount: 1, limit: 1},
    ]);
    expect(onlyRefusal(buy([coupon], [used(account, 1)], {customer: ada}))).toMatchObject({
      code: 'budget_reached',
    });
    expect(onlyRefusal(buy([coupon], []))).toMatchObject({code: 'customer_required'});
  });
});

describe('[DE14] a discount over its budget', () => {
  const base = campaign('C', {ruleIds: ['val_B']});
  const budget = upTo('B', 'campaign.orders.amount_discounted', 1_000);
  const off = amount('A', 600, {campaign: base, rules: [budget]});
  const clamp = {conventions: {budgetOvershoot: 'clamp'}} as const;

  test('is refused by default, or cut to what is left', () => {
    expect(onlyRefusal(buy([off], [used(discounted, 700)]))).toMatchObject({code: 'budget_reached'});
    const cut = buy([off], [used(discounted, 700)], clamp);
    expect(roll(cut)).toEqual(['A  -3.00', 'total  97.00']);
    expect(cut.draws).toEqual([{account: discounted, amount: 300, limit: 1_000}]);
  });

  test('is not cut where it fits, and refused where nothing is left', () => {
    expect(roll(buy([off], [used(discounted, 400)], clamp))[0]).toBe('A  -6.00');
    expect(onlyRefusal(buy([off], [used(discounted, 1_000)], clamp))).toMatchObject({code: 'budget_reached'});
  });

  test('on a till to what its lease holds', () => {
    expect(roll(buy([off], [leased(discounted, 250)], clamp))[0]).toBe('A  -2.50');
    expect(onlyRefusal(buy([off], [leased(discounted, 0)], clamp))).toEqual({code: 'lease_empty'});
  });

  test('by the least of several budgets, the main campaign’s too', () => {
    const main = campaign('Main', {ruleIds: ['val_M']});
    const sub = campaign('C', {ruleIds: ['val_B'], parentId: main.id});
    const facts = {
      campaigns: [main, sub],
      validationRules: [budget, upTo('M', 'campaign.orders.amount_discounted', 5_000)],
    };
    const accounts = [used(discounted, 500), used('q:camp_Main:discount_amount', 4_900)];
    expect(roll(buy([off], accounts, {...clamp, facts}))[0]).toBe('A  -1.00');
    const other = [used(discounted, 900), used('q:camp_Main:discount_amount', 4_500)];
    expect(roll(buy([off], other, {...clamp, facts}))[0]).toBe('A  -1.00');
  });

  test('what earlier ones took of it is gone', () => {
    const other = tier('T', amountOff(800), {campaign: base, rules: [budget]});
    expect(roll(buy([other, off], [used(discounted, 0)], clamp)).slice(0, 2)).toEqual([
      'T  -8.00',
      'A  -2.00',
    ]);
  });
});

describe('[DE20] units over time', () => {
  const basket = cart({mug: {price: 1_000, quantity: 5}, tea: {price: 500, quantity: 2}});
  const limited = (
    given: Partial<ApplicableEntry>,
    unitLimits: ApplicableEntry['unitLimits'],
  ): ValidationRule => {
    const entry = {object: 'product' as const, id: null, sourceId: 'mug', ...given, unitLimits};
    return {...appliesTo('R', {}), applicableTo: {includedAll: false, included: [entry], excluded: []}};
  };
  const half = (selecting: ValidationRule, given = {}) =>
    coupon('A', percentOff(50, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [selecting],
      campaign: campaign('C'),
      ...given,
    });
  const three = limited({}, [{scope: 'campaign', limit: 3}]);
  const units: AccountKey = 'q:camp_C:units:mug';

  test('narrow what is discounted, and every discounted unit is counted', () => {
    const decision = sell(basket, [half(three)], {facts: {availability: [used(units, 1)]}});
    expect(roll(decision)).toEqual(['A  -10.00', 'total  50.00']);
    expect(decision.draws).toEqual([{account: units, amount: 2, limit: 3}]);
  });

  test('used up, nothing is taken off and nothing counted', () => {
    const decision = sell(basket, [half(three)], {facts: {availability: [used(units, 3)]}});
    expect(roll(decision)[0]).toBe('A  -0.00');
    expect(decision.draws).toEqual([]);
  });

  test('on a till what its lease holds; where nobody answers, nothing', () => {
    expect(roll(sell(basket, [half(three)], {facts: {availability: [leased(units, 1)]}}))[0]).toBe(
      'A  -5.00',
    );
    expect(roll(sell(basket, [half(three)], {facts: {availability: []}}))[0]).toBe('A  -0.00');
  });

  test('of a customer: nothing while nobody is attached', () => {
    const perCustomer = limited({}, [{scope: 'customer_campaign', limit: 1}]);
    const account: AccountKey = 'q:camp_C:units:mug:cust_ada';
    const facts = {availability: [used(account, 0)]};
    expect(roll(sell(basket, [half(perCustomer)], {facts, customer: ada}))[0]).toBe('A  -5.00');
    expect(roll(sell(basket, [half(perCustomer)], {facts}))[0]).toBe('A  -0.00');
  });

  test('what an earlier redeemable discounted counts', () => {
    const second = coupon('B', percentOff(50, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [three],
      campaign: campaign('C'),
    });
    const decision = sell(basket, [half(three), second], {facts: {availability: [used(units, 1)]}});
    expect(roll(decision).slice(0, 2)).toEqual(['A  -10.00', 'B  -0.00']);
  });

  test('units of which no money came off are not counted', () => {
    const nothing = coupon('A', percentOff(0, {effect: 'APPLY_TO_ITEMS'}), {
      rules: [three],
      campaign: campaign('C'),
    });
    expect(sell(basket, [nothing], {facts: {availability: [used(units, 0)]}}).draws).toEqual([]);
  });

  test('of each product for itself, beside all together', () => {
    const both: ValidationRule = {
      ...appliesTo('R', {}),
      applicableTo: {
        includedAll: false,
        included: [
          {
            object: 'products_collection',
            id: 'pc_a11pr0dUc75',
            sourceId: null,
            unitLimits: [
              {scope: 'campaign', limit: 3},
              {scope: 'campaign', limit: 2, perProduct: true},
            ],
          },
        ],
        excluded: [],
      },
    };
    const accounts: readonly AccountKey[] = [
      'q:camp_C:units:pc_a11pr0dUc75',
      'q:camp_C:units:mug',
      'q:camp_C:units:tea',
    ];
    const facts = {availability: accounts.map(account => used(account, 0))};
    const decision = sell(basket, [half(both)], {facts});
    expect(roll(decision)[0]).toBe('A  -12.50');
    expect(decision.draws).toEqual([
      {account: accounts[0], amount: 3, limit: 3},
      {account: accounts[1], amount: 2, limit: 2},
      {account: accounts[2], amount: 1, limit: 2},
    ]);
  });

  test('a limit by formula', () => {
    const dynamic = limited({}, [{scope: 'campaign', limit: 1, limitFormula: 'ORDER_METADATA("most")'}]);
    const withMost = {...basket, metadata: {most: 4}};
    const facts = {availability: [used(units, 0)]};
    expect(roll(sell(withMost, [half(dynamic)], {facts}))[0]).toBe('A  -20.00');
    expect(roll(sell(basket, [half(dynamic)], {facts}))[0]).toBe('A  -5.00');
  });
});

test('[DE9] all that a gift card has may be asked for', () => {
  const card = gift('G', 500, {credits: 500});
  expect(roll(buy([card], [...card.availability]))[0]).toBe('G  -5.00 gift, 0.00 left');
});

test('[DE9] a gift card asked for twice in other words pays once', () => {
  const card = gift('G', 500);
  const byId = {...card, requested: {object: 'voucher' as const, code: 'v_G', creditsMinor: null}};
  expect(roll(buy([card, byId], [...card.availability]))).toEqual([
    'G  -5.00 gift, 0.00 left',
    'v_G  skipped: duplicate',
    'total  95.00',
  ]);
});
