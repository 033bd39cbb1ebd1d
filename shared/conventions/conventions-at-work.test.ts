/** The conventions that do not concern one benefit alone, each where it decides. */
import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, openingMs} from '../../test/builders/facts.ts';
import {amount, campaign, percent} from '../../test/builders/offers.ts';
import {redeemed, rollBack} from '../../test/builders/redeemed.ts';
import {condition, products, rule} from '../../test/builders/rules.ts';
import {onlyRefusal, roll, sell} from '../../test/builders/sell.ts';
import {bringBack, sold, units} from '../../test/builders/sold.ts';
import {epochMs} from '../kernel/epoch.ts';

const mug = cart({mug: 5_000});

test('[CV8] a cart of 50.00 with 10.00 off already is, or is not, from 50.00', () => {
  const from50 = rule('FROM50', {1: condition('order.amount', {$more_than_or_equal: [5_000]}), logic: '1'});
  const offers = [amount('TEN', 1_000), amount('FIVE', 500, {rules: [from50]})];
  expect(roll(sell(mug, offers))).toEqual(['TEN  -10.00', 'FIVE  refused: rules_not_met', 'total  40.00']);
  expect(roll(sell(mug, offers, {conventions: {threshold: 'original'}}))).toEqual([
    'TEN  -10.00',
    'FIVE  -5.00',
    'total  35.00',
  ]);
});

test('[CV9] 10.00 off a budget with 4.00 left is refused, or is 4.00', () => {
  const base = campaign('C', {ruleIds: ['val_B']});
  const budget = condition('campaign.orders.amount_discounted', {$less_than_or_equal: [9_000]});
  const offer = amount('A', 1_000, {campaign: base, rules: [rule('B', {1: budget, logic: '1'})]});
  const account = 'q:camp_C:discount_amount' as const;
  const facts = {availability: [{account, available: 0, authority: 'server' as const, used: 8_600}]};
  expect(onlyRefusal(sell(mug, [offer], {facts}))).toMatchObject({code: 'budget_reached'});
  const clamp = {facts, conventions: {budgetOvershoot: 'clamp'}} as const;
  expect(roll(sell(mug, [offer], clamp))).toEqual(['A  -4.00', 'total  46.00']);
});

test.each([
  ['first', ['A  -5.00', 'B  skipped: exclusive_limit_reached']],
  ['best', ['A  skipped: exclusive_limit_reached', 'B  -10.00']],
  ['neither', ['A  skipped: exclusive_limit_reached', 'B  skipped: exclusive_limit_reached']],
] as const)('[CV10] of two exclusive ones, %s', (twoExclusives, expected) => {
  const vip = {voucher: {categoryId: 'cat_vip'}} as const;
  const offers = [percent('A', 10, vip), amount('B', 1_000, vip)];
  const stacking = {exclusiveCategories: ['cat_vip' as const]};
  expect(roll(sell(mug, offers, {stacking, conventions: {twoExclusives}})).slice(0, 2)).toEqual(expected);
});

test('[CV15] a redemption can be rolled back for ninety days, or at any time', () => {
  const done = redeemed(mug, [percent('A', 10)]);
  const day = 24 * 60 * 60 * 1_000;
  const after = (days: number, windowDays: number | null) =>
    rollBack(done, {check: {nowMs: epochMs(openingMs + days * day), windowDays}}).ok;
  expect([after(89, 90), after(91, 90), after(9_999, null)]).toEqual([true, false, true]);
});

describe('[CV16] what a partial return pays back', () => {
  const from25 = rule('FROM25', {1: condition('order.amount', {$more_than_or_equal: [2_500]}), logic: '1'});
  const three = sold(cart({mug: {price: 1_000, quantity: 3}}), [percent('TEN', 10, {rules: [from25]})]);

  test.each([
    ['pro_rata', 900],
    ['recompute', 700],
  ] as const)('%s', (policy, refund) => {
    expect(bringBack(three, policy, units(0, 1)).answers).toEqual([refund]);
  });

  test('whole_set_only', () => {
    const withMug = rule(
      'PAIR',
      {1: condition('order.items.any', products('mug')), logic: '1'},
      {appliesTo: {included: ['tea']}},
    );
    const pair = sold(cart({mug: 1_000, tea: 400}), [percent('TEA50', 50, {rules: [withMug]})]);
    expect(bringBack(pair, 'whole_set_only', units(0, 1)).answers).toMatchObject([{code: 'set_incomplete'}]);
  });
});

test('[CV18] a code given to a customer is good for anyone, or for that customer alone', () => {
  const offer = percent('A', 10, {voucher: {holderId: 'cust_ada'}});
  const bob = {customer: customer('bob')};
  expect(onlyRefusal(sell(mug, [offer], bob))).toBeUndefined();
  expect(onlyRefusal(sell(mug, [offer], {...bob, conventions: {assignedCodes: 'holder'}}))).toEqual({
    code: 'assigned_to_other',
  });
});
