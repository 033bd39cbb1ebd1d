import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {customer, facts, request} from '../../test/builders/facts.ts';
import {single} from '../../test/builders/judge.ts';
import {campaign, type Offer, percent} from '../../test/builders/offers.ts';
import {rule} from '../../test/builders/rules.ts';
import {counterNeeds} from './counter-needs.ts';
import {decide} from './decide.ts';

const atMost = (name: string, limit: number) =>
  rule(`${name} ${limit}`, single(name, {$less_than_or_equal: [limit]}));
const ada = customer('ada');

function needsOf(offer: Offer, given: {customer?: typeof ada} = {}) {
  const order = cart({mug: {price: 2400, quantity: 3}});
  const known = facts([offer], {mode: 'PARTIAL', ...given});
  const asked = request(order, [offer], {mode: 'PARTIAL', ...given});
  return counterNeeds(known, asked, decide(known, asked), offer.voucher?.id ?? 'v_none');
}

describe('what a till asks of counters', () => {
  test('one redemption within the bound of the rule', () => {
    const offer = percent('ONCE', 10, {rules: [atMost('redemption.count.daily', 5)]});
    expect(needsOf(offer)).toEqual([{account: 'q:v_ONCE:redemptions:d2026-11-20', amount: 1, limit: 5}]);
  });

  test('per customer only when there is one', () => {
    const offer = percent('ONCE', 10, {rules: [atMost('redemption.count.per_customer', 1)]});
    expect(needsOf(offer)).toEqual([]);
    expect(needsOf(offer, {customer: ada})).toMatchObject([
      {account: 'q:v_ONCE:redemptions:cust_ada', amount: 1, limit: 1},
    ]);
  });

  test('of a discount budget the most it can be, and never more than the bound', () => {
    const camp = campaign('C');
    const offer = percent('CAMP', 10, {
      campaign: camp,
      rules: [atMost('campaign.orders.amount_discounted', 5_000)],
    });
    expect(needsOf(offer)).toEqual([{account: 'q:camp_C:discount_amount', amount: 5_000, limit: 5_000}]);
    const wide = percent('CAMP', 10, {
      campaign: camp,
      rules: [atMost('campaign.orders.amount_discounted', 50_000)],
    });
    expect(needsOf(wide)).toMatchObject([{amount: 7_200, limit: 50_000}]);
  });

  test('the smallest of several bounds on one counter', () => {
    const rules = [atMost('redemption.count.daily', 5), atMost('redemption.count.daily', 2)];
    expect(needsOf(percent('ONCE', 10, {rules}))).toMatchObject([{amount: 1, limit: 2}]);
  });

  test('nothing of rules without counters, and nothing of what is not there', () => {
    expect(needsOf(percent('PLAIN', 10))).toEqual([]);
    const known = facts([], {});
    const asked = request(cart({mug: {}}), []);
    expect(counterNeeds(known, asked, decide(known, asked), 'v_none')).toEqual([]);
  });
});
