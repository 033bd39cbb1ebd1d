import {describe, expect, test} from 'vitest';
import {ask, contextOf, type Situation} from '../../test/builders/ask-rules.ts';
import {customer} from '../../test/builders/facts.ts';
import {condition, rule} from '../../test/builders/rules.ts';
import {present} from '../kernel/assert.ts';
import {type AccountKey, accountKeySchema} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {minor} from '../money/minor.ts';
import {discountBudget} from './discount-budget.ts';
import {unitCountersOf} from './unit-counters-of.ts';
import type {ApplicableEntry} from './validation-rule.ts';

describe('[R41] unit limits', () => {
  type UnitLimits = NonNullable<ApplicableEntry['unitLimits']>;
  function accounts(unitLimits: UnitLimits, given: Situation = {}, productIds: readonly string[] = []) {
    const entry = {object: 'product' as const, id: 'prod_tea', sourceId: null, unitLimits};
    const {scope} = contextOf(undefined, given);
    const to = {includedAll: false, included: [entry], excluded: []};
    return unitCountersOf(to, present(scope, 'scope'), productIds).map(({account}) => account);
  }
  const ada = {customer: customer('ada')};
  const onTier = {scope: {incentiveId: 'promo_T' as const}};

  test.each<[UnitLimits[number]['scope'], Situation, (AccountKey | null)[]]>([
    ['campaign', {}, ['q:camp_C:units:prod_tea']],
    ['customer_campaign', ada, ['q:camp_C:units:prod_tea:cust_ada']],
    ['customer_campaign', {}, [null]],
    ['promotion_tier', onTier, ['q:promo_T:units:prod_tea']],
    ['promotion_tier', {}, []],
    ['customer_promotion_tier', {...onTier, ...ada}, ['q:promo_T:units:prod_tea:cust_ada']],
    ['customer_promotion_tier', {}, []],
  ])('%s', (scope, given, expected) => {
    expect(accounts([{scope, limit: 9}], given)).toEqual(expected);
  });

  test('for each product in the order', () => {
    expect(accounts([{scope: 'campaign', limit: 9, perProduct: true}], {}, ['prod_a', 'prod_b'])).toEqual([
      'q:camp_C:units:prod_a',
      'q:camp_C:units:prod_b',
    ]);
  });

  test('lines that name no product count as one product', () => {
    const [account] = accounts([{scope: 'campaign', limit: 9, perProduct: true}], {}, ['']);
    expect(account).toBe('q:camp_C:units:-');
    expect(accountKeySchema.safeParse(account).success).toBe(true);
  });
});

describe('[R42] the discount budget', () => {
  const account: AccountKey = 'q:camp_C:discount_amount';
  const budget = (limit: number) =>
    condition('campaign.orders.amount_discounted', {$less_than_or_equal: [limit]});
  const amount = condition('order.amount', {$more_than: [1]});
  const known = (used: number): Availability => ({account, available: 0, authority: 'server', used});

  test.each<[string, unknown, readonly Availability[], number | null]>([
    ['what is left', {'1': budget(1000), logic: '1'}, [known(400)], 600],
    ['the least of several', {'1': budget(1000), '2': budget(500), logic: '1 and 2'}, [known(400)], 100],
    ['nested ones too', {'1': {...amount, rules: {'1': budget(1000)}}, logic: '1'}, [known(400)], 600],
    ['a lease', {'1': budget(1000), logic: '1'}, [{account, available: 70, authority: 'lease'}], 70],
    ['none that need not hold', {'1': budget(1000), '2': amount, logic: '1 or 2'}, [known(400)], null],
    ['none that is used up', {'1': budget(1000), logic: '1'}, [known(1000)], null],
    ['none that nobody knows', {'1': budget(1000), logic: '1'}, [], null],
    [
      'no other counter',
      {'1': condition('campaign.redemptions.count', {$less_than: [5]}), logic: '1'},
      [],
      null,
    ],
  ])('%s', (_, wire, counters, expected) => {
    expect(discountBudget([{rule: rule('R', wire)}], contextOf(undefined, {counters}))).toBe(expected);
  });

  test('a discount within the budget is drawn with its limit, one beyond it refused', () => {
    const wire = {'1': budget(1000), logic: '1'};
    const taking = (discount: number): Situation => ({
      counters: [known(400)],
      effect: () => ({
        order: contextOf().running,
        discountMinor: minor(discount),
        creditsMinor: minor(0),
        points: 0,
      }),
    });
    expect(ask(wire, undefined, taking(600)).draws).toEqual([{account, amount: 600, limit: 1000}]);
    expect(ask(wire, undefined, taking(601)).refusal).toMatchObject({code: 'budget_reached', used: 400});
  });
});
