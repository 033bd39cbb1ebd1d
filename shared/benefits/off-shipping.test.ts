import {expect, test} from 'vitest';
import {apply, benefitInput, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {DiscountOf} from './discount.ts';

const delivered = {...cart({mug: 10_000}), shippingMinor: minor(500)};

function offShipping(given: {readonly percent?: number; readonly amount?: number}): DiscountOf<'SHIPPING'> {
  return {
    type: 'SHIPPING',
    percent: given.percent ?? null,
    amountMinor: given.amount === undefined ? null : minor(given.amount),
  };
}

test.each([
  ['all of it where no value is named', {}, 500],
  ['a percentage', {percent: 25}, 125],
  ['an amount', {amount: 200}, 200],
  ['both', {percent: 25, amount: 200}, 325],
  ['at most what it costs', {percent: 90, amount: 200}, 500],
])('[B24] off shipping: %s', (_, given, expected) => {
  const benefit = apply(delivered, {}, offShipping(given));
  expect(benefit.discountMinor).toBe(expected);
  expect(benefit.order).toMatchObject({
    amountMinor: 10_000,
    totalDiscountMinor: 0,
    totalMinor: 10_000,
    shipping: {costMinor: 500, discountMinor: expected, appliedDiscountMinor: expected},
  });
});

test('[B24] order discounts leave shipping alone, and shipping discounts the order', () => {
  const benefit = apply(
    delivered,
    {},
    percentOff(100),
    offShipping({percent: 50}),
    offShipping({percent: 50}),
  );
  expect(receipt(benefit)).toEqual([
    'mug 1  100.00',
    'order  -100.00',
    'shipping  5.00  -3.75',
    'total  0.00',
  ]);
  expect(benefit.order.appliedOrderDiscountMinor).toBe(0);
});

test('[B15] [B24] in INITIAL_AMOUNT mode of what it cost first', () => {
  const half = offShipping({percent: 50});
  expect(apply(delivered, {calculationMode: 'INITIAL_AMOUNT'}, half, half).order.shipping).toMatchObject({
    discountMinor: 500,
    appliedDiscountMinor: 250,
  });
});

test('[B24] an order that does not say what shipping costs is asked for it', () => {
  expect(applyDiscount(offShipping({}), benefitInput(cart({mug: 1})))).toEqual({
    ok: false,
    refusal: {code: 'input_missing', input: 'shipping_cost'},
  });
  const collected = {...cart({mug: 1}), shippingMinor: minor(0)};
  expect(apply(collected, {}, offShipping({}))).toMatchObject({discountMinor: 0, hasEffect: false});
});

test('[B25] a budget limits it', () => {
  expect(apply(delivered, {budget: 20}, offShipping({})).discountMinor).toBe(20);
});
