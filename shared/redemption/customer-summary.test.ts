import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {gift, percent} from '../../test/builders/offers.ts';
import {redeemed} from '../../test/builders/redeemed.ts';
import {summaryOfFailure, summaryOfRedemptions, summaryOfRefusedRollback} from './customer-summary.ts';

const nothing = {
  redeemed: 0,
  failed: 0,
  rolledBack: 0,
  rollbackFailed: 0,
  giftMinor: 0,
  points: 0,
  orders: 0,
  ordersMinor: 0,
};

test('[RD9] a stacked redemption counts once, with the credits of its children and the order it paid', () => {
  const {redemptions, order} = redeemed(cart({mug: 1_000}), [percent('A', 10), gift('CARD', 300)]);
  const expected = {...nothing, redeemed: 1, giftMinor: 300, orders: 1, ordersMinor: 600};
  expect(summaryOfRedemptions(redemptions, order.priced)).toEqual(expected);
  expect(summaryOfRedemptions([], null)).toEqual(nothing);
});

test('[RD9] what failed is counted as failed', () => {
  expect(summaryOfFailure()).toEqual({...nothing, failed: 1});
  expect(summaryOfRefusedRollback()).toEqual({...nothing, rollbackFailed: 1});
});
