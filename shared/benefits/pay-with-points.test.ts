import {expect, test} from 'vitest';
import {benefitInput, type Given, givenOf} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {payWithPoints} from './pay-with-points.ts';

/** 20.00 for every 100 points. */
function pay(
  basket: Cart,
  available: number,
  points: number | null,
  given: Given & {readonly coin?: number} = {},
) {
  return payWithPoints(benefitInput(basket, given), {
    coinValueMinor: minor(given.coin ?? 2_000),
    coinPoints: 100,
    wantedPoints: points,
    availablePoints: available,
  });
}

const order = cart({}, {amount: 45_000});

test.each([
  ['as many coins as pay for the order, the last one in part', 8_000, null, 2_300, 45_000],
  ['those asked for', 8_000, 100, 100, 2_000],
  ['points that make no whole coin stay', 8_000, 299, 200, 4_000],
  ['points that pay for nothing more stay', 8_000, 8_000, 2_300, 45_000],
  ['as many as the card has', 1_250, null, 1_200, 24_000],
  ['less than a coin pays nothing', 99, null, 0, 0],
  ['none', 0, null, 0, 0],
])('[B22] %s', (_, available, points, spent, paid) => {
  expect(givenOf(pay(order, available, points))).toMatchObject({pointsSpent: spent, discountMinor: paid});
});

test('[B22] more points than the card has are refused', () => {
  expect(pay(order, 100, 101)).toEqual({
    ok: false,
    refusal: {code: 'points_exceeded', requestedPoints: 101, availablePoints: 100},
  });
});

test('[B22] a coin of no worth pays nothing and costs nothing', () => {
  expect(givenOf(pay(order, 100, 100, {coin: 0}))).toMatchObject({pointsSpent: 0, discountMinor: 0});
});

test('[B22] an order without an amount cannot be paid, a budget limits the coins', () => {
  expect(pay(cart({loose: {}}), 100, null)).toEqual({ok: false, refusal: {code: 'amount_missing'}});
  expect(givenOf(pay(order, 8_000, null, {budget: 3_000}))).toMatchObject({
    pointsSpent: 200,
    discountMinor: 3_000,
  });
});

test('[B22] coins of any worth and number end in whole minor units', () => {
  const huge = cart({}, {amount: Number.MAX_SAFE_INTEGER});
  const paid = pay(huge, Number.MAX_SAFE_INTEGER, null, {coin: Number.MAX_SAFE_INTEGER - 1});
  expect(givenOf(paid)).toMatchObject({pointsSpent: 200, discountMinor: Number.MAX_SAFE_INTEGER});
});
