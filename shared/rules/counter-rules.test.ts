import {describe, expect, test} from 'vitest';
import {ask, contextOf, isMet, type Situation, smallBasket} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {customer} from '../../test/builders/facts.ts';
import {single, trace} from '../../test/builders/judge.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {present} from '../kernel/assert.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {minor, zero} from '../money/minor.ts';
import {countersOf} from './counters-of.ts';
import type {Effect, RuleContext} from './rule-context.ts';

const campaign: AccountKey = 'q:camp_C:redemptions';
const ada = customer('ada', {segmentIds: ['seg_staff']});

function server(account: AccountKey, used: number): Availability {
  return {account, available: 0, authority: 'server', used};
}
function lease(account: AccountKey, available: number): Availability {
  return {account, available, authority: 'lease'};
}
function atMost(name: string, limit: number) {
  return single(name, {$less_than_or_equal: [limit]});
}
/** What a redeemable of 5.00 discount, 3.00 credits and 40 points would do. */
function effect(context: RuleContext): () => Effect {
  const order = {...context.running, totalMinor: minor(4300)};
  return () => ({order, discountMinor: minor(500), creditsMinor: minor(300), points: 40});
}
const withEffect: Situation = {effect: effect(contextOf())};

describe('[R29] a count includes this redemption', () => {
  test.each([
    [4, true],
    [5, false],
  ])('with %i redeemed of 5 it is %s', (used, expected) => {
    expect(
      isMet(atMost('campaign.redemptions.count', 5), undefined, {counters: [server(campaign, used)]}),
    ).toBe(expected);
  });

  test.each<[string, AccountKey, number]>([
    ['campaign.redemptions.count', 'q:camp_C:redemptions', 1],
    ['campaign.orders.amount', 'q:camp_C:order_amount', 4800],
    ['campaign.orders.amount_discounted', 'q:camp_C:discount_amount', 500],
    ['redemption.gift.amount', 'q:camp_C:gift_amount', 300],
    ['campaign.redemptions.count.daily', 'q:camp_C:redemptions:d2026-11-20', 1],
    ['campaign.redemptions.count.weekly', 'q:camp_C:redemptions:w2026-11-16', 1],
    ['campaign.redemptions.count.monthly', 'q:camp_C:redemptions:m2026-11', 1],
    ['campaign.redemptions.customers_count', 'q:camp_C:redemptions:cust_ada', 1],
    ['campaign.redemptions.customers_count.daily', 'q:camp_C:redemptions:cust_ada:d2026-11-20', 1],
    ['redemption.count.daily', 'q:v_V:redemptions:d2026-11-20', 1],
    ['redemption.count.per_customer', 'q:v_V:redemptions:cust_ada', 1],
    ['redemption.count.per_customer.monthly', 'q:v_V:redemptions:cust_ada:m2026-11', 1],
    ['redemption.count.per_api_key', 'q:v_V:redemptions:key_k1', 1],
    ['redemption.count.per_user', 'q:v_V:redemptions:user_bob', 1],
  ])('%s adds to %s', (name, account, amount) => {
    const given: Situation = {
      ...withEffect,
      customer: ada,
      actor: {apiKeyId: 'k1', userLogin: 'bob'},
      counters: [server(account, 1000)],
    };
    const {refusal, draws, checks} = ask(atMost(name, 9999), undefined, given);
    expect(refusal).toBeNull();
    expect(checks).toMatchObject([{actual: 1000 + amount, passed: true}]);
    expect(draws).toEqual([{account, amount, limit: 9999}]);
    expect(
      countersOf(rule('R', atMost(name, 9999)), present(contextOf(undefined, given).scope, 'scope')),
    ).toEqual([account]);
  });

  test('weeks begin on the project’s first day, days in its zone', () => {
    const sunday = epochMs(Date.parse('2026-11-22T23:30:00Z'));
    const keys = (timeZone: string, firstDayOfWeek: 0 | 1 | 6) =>
      ['daily', 'weekly'].flatMap(period => {
        const {scope} = contextOf(undefined, {nowMs: sunday, timeZone, firstDayOfWeek});
        return countersOf(rule('R', atMost(`redemption.count.${period}`, 1)), present(scope, 'scope'));
      });
    expect(keys('UTC', 1)).toEqual(['q:v_V:redemptions:d2026-11-22', 'q:v_V:redemptions:w2026-11-16']);
    expect(keys('UTC', 0)).toEqual(['q:v_V:redemptions:d2026-11-22', 'q:v_V:redemptions:w2026-11-22']);
    expect(keys('Europe/Vienna', 1)).toEqual([
      'q:v_V:redemptions:d2026-11-23',
      'q:v_V:redemptions:w2026-11-23',
    ]);
  });
});

describe('[R30] who can tell', () => {
  const least = (n: number) => single('campaign.redemptions.count', {$more_than_or_equal: [n]});
  test.each<[string, readonly Availability[], unknown, unknown]>([
    ['the server, below', [server(campaign, 4)], atMost('campaign.redemptions.count', 5), null],
    [
      'the server, above',
      [server(campaign, 5)],
      atMost('campaign.redemptions.count', 5),
      {code: 'budget_reached', account: campaign, limit: 5, used: 5, ruleId: 'val_RULE', message: null},
    ],
    [
      '$less_than is one less',
      [server(campaign, 4)],
      single('campaign.redemptions.count', {$less_than: [5]}),
      {
        code: 'budget_reached',
        account: campaign,
        limit: 4,
        used: 4,
        ruleId: 'val_RULE',
        message: null,
      },
    ],
    ['a lease that is enough', [lease(campaign, 1)], atMost('campaign.redemptions.count', 5), null],
    ['an empty lease', [lease(campaign, 0)], atMost('campaign.redemptions.count', 5), {code: 'lease_empty'}],
    [
      'nobody',
      [],
      atMost('campaign.redemptions.count', 5),
      {code: 'counter_unknown', account: campaign, onlineOnly: false},
    ],
    [
      'a limit that nothing keeps, without asking anybody',
      [],
      atMost('campaign.redemptions.count', 0),
      {code: 'budget_reached', account: campaign, limit: 0, used: null, ruleId: 'val_RULE', message: null},
    ],
    ['the server, another operator', [server(campaign, 9)], least(10), null],
    [
      'a till, another operator',
      [lease(campaign, 9)],
      least(10),
      {code: 'counter_unknown', account: campaign, onlineOnly: true},
    ],
  ])('%s', (_, counters, wire, refusal) => {
    expect(ask(wire, undefined, {counters}).refusal).toEqual(refusal);
  });

  test('another operator draws without a limit', () => {
    expect(ask(least(10), undefined, {counters: [server(campaign, 9)]}).draws).toEqual([
      {account: campaign, amount: 1},
    ]);
  });
});

describe('[R31] whose counter', () => {
  test('a voucher without a campaign is its own', () => {
    const {scope} = contextOf(undefined, {scope: {campaignId: null}});
    expect(countersOf(rule('R', atMost('campaign.redemptions.count', 1)), present(scope, 'scope'))).toEqual([
      'q:v_V:redemptions',
    ]);
  });

  test('a customer is asked for', () => {
    expect(ask(atMost('redemption.count.per_customer', 1)).refusal).toEqual({
      code: 'customer_required',
      ruleId: 'val_RULE',
    });
    const {scope} = contextOf();
    expect(
      countersOf(rule('R', atMost('redemption.count.per_customer', 1)), present(scope, 'scope')),
    ).toEqual([]);
  });

  test('nobody’s API key counts nothing, and only this redemption is looked at', () => {
    expect(ask(atMost('redemption.count.per_api_key', 1))).toMatchObject({refusal: null, draws: []});
    expect(isMet(atMost('redemption.count.per_user', 0))).toBe(false);
  });

  test('an API key is never taken for a user, and long names still make a key', () => {
    const long = 'x'.repeat(200);
    const {scope} = contextOf(undefined, {actor: {apiKeyId: long, userLogin: long}});
    const [key, user] = ['per_api_key', 'per_user'].flatMap(per =>
      countersOf(rule('R', atMost(`redemption.count.${per}`, 1)), present(scope, 'scope')),
    );
    expect(key).not.toBe(user);
    expect(key?.length).toBeLessThan(130);
  });

  test('where nothing is redeemed a counter cannot be read', () => {
    expect(isMet(atMost('campaign.redemptions.count', 5), undefined, {scope: null})).toBe(false);
  });
});

describe('[R32] what is drawn', () => {
  const staff = condition('customer.segment', {$is: ['seg_staff']});
  const total = condition('campaign.redemptions.count', {$less_than_or_equal: [100]});
  const daily = condition('campaign.redemptions.count.daily', {$less_than_or_equal: [10]});
  const day: AccountKey = 'q:camp_C:redemptions:d2026-11-20';
  const known = {customer: ada, counters: [server(campaign, 1), server(day, 1)]};
  test.each([
    [
      '1 and 2',
      [
        {account: campaign, amount: 1, limit: 100},
        {account: day, amount: 1, limit: 10},
      ],
    ],
    [
      '1 or 2',
      [
        {account: campaign, amount: 1, limit: 100},
        {account: day, amount: 1},
      ],
    ],
    [
      '2 or 1',
      [
        {account: campaign, amount: 1},
        {account: day, amount: 1, limit: 10},
      ],
    ],
    [
      '(1 and 2) or 3',
      [
        {account: campaign, amount: 1},
        {account: day, amount: 1},
      ],
    ],
    ['3', []],
    ['', []],
  ])('%j', (logic, draws) => {
    expect(ask({'1': total, '2': daily, '3': staff, logic}, undefined, known).draws).toEqual(draws);
  });

  test('the other branch, where the first is used up', () => {
    const used = {...known, counters: [server(campaign, 100), server(day, 1)]};
    expect(ask({'1': total, '2': daily, logic: '1 or 2'}, undefined, used).draws).toEqual([
      {account: campaign, amount: 1},
      {account: day, amount: 1, limit: 10},
    ]);
  });

  test('the smallest of several limits', () => {
    const tighter = condition('campaign.redemptions.count', {$less_than: [50], $less_than_or_equal: [70]});
    expect(ask({'1': total, '2': tighter}, undefined, known).draws).toEqual([
      {account: campaign, amount: 1, limit: 49},
    ]);
  });

  test('nothing where nothing is added', () => {
    const none: Situation = {
      effect: () => ({order: contextOf().running, discountMinor: zero, creditsMinor: zero, points: 0}),
      counters: [server('q:camp_C:discount_amount', 7)],
    };
    expect(ask(atMost('campaign.orders.amount_discounted', 7), undefined, none)).toMatchObject({
      refusal: null,
      draws: [],
    });
  });
});

describe('[R33] what this redeemable would do', () => {
  test.each([
    [single('order.total_amount', {$is: [4300]}), true],
    [single('order.total_amount', {$more_than_or_equal: [4800]}), false],
    [single('redemption.reward.pay_with_points.points_used', {$less_than_or_equal: [40]}), true],
    [single('redemption.reward.pay_with_points.points_used', {$less_than: [40]}), false],
  ])('%j is %s', (wire, expected) => {
    expect(isMet(wire, smallBasket, withEffect)).toBe(expected);
  });

  test('what cannot be worked out stands back', () => {
    const wire = single('order.total_amount', {$more_than: [9_999_999]});
    expect(ask(wire)).toMatchObject({refusal: null});
    expect(trace(ask(wire).checks)).toEqual(['1 order.total_amount $more_than 9999999: {"unasked":true} ✓']);
    expect(ask(atMost('campaign.orders.amount_discounted', 1))).toMatchObject({refusal: null, draws: []});
  });

  test('it is worked out only if a rule asks', () => {
    let asked = 0;
    const counted: Situation = {
      effect: () => {
        asked += 1;
        return null;
      },
    };
    isMet(single('order.amount', {$more_than: [1]}), cart({tea: 800}), counted);
    expect(asked).toBe(0);
  });
});
