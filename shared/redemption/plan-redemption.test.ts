import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {gift, type Offer, percent} from '../../test/builders/offers.ts';
import {sell} from '../../test/builders/sell.ts';
import type {RedemptionId} from '../kernel/id.ts';
import {planRedemption} from './plan-redemption.ts';

function plan(offers: readonly Offer[], mode: 'ALL' | 'PARTIAL' = 'PARTIAL') {
  let count = 0;
  const makeId = (): RedemptionId => {
    count += 1;
    return `r_${count}`;
  };
  return planRedemption(sell(cart({mug: 1_000}), offers, {mode}), makeId);
}

const off = percent('OFF', 10, {active: false});

test('one applied redeemable is one redemption without a parent', () => {
  expect(plan([off, percent('A', 10)])).toEqual({
    redemptions: [{id: 'r_1', verdict: 1}],
    parentRedemptionId: null,
  });
});

test('two or more have a parent, and name their verdicts in order', () => {
  expect(plan([percent('A', 10), off, gift('G', 100)])).toEqual({
    redemptions: [
      {id: 'r_1', verdict: 0},
      {id: 'r_2', verdict: 2},
    ],
    parentRedemptionId: 'r_3',
  });
});

test('a decision that is not valid, or applies nothing, redeems nothing', () => {
  const nothing = {redemptions: [], parentRedemptionId: null};
  expect(plan([percent('A', 10), off], 'ALL')).toEqual(nothing);
  expect(plan([off])).toEqual(nothing);
  expect(plan([])).toEqual(nothing);
});
