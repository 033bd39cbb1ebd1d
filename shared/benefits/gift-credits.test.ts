import {describe, expect, test} from 'vitest';
import {benefitInput, type Given, givenOf, off, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {type CreditsPaid, payWithCredits} from './gift-credits.ts';

function pay(
  basket: Cart,
  available: number,
  given: Given & {readonly wanted?: number; readonly effect?: CreditsPaid['effect']} = {},
) {
  return payWithCredits(benefitInput(basket, given), {
    effect: given.effect ?? 'APPLY_TO_ORDER',
    wantedMinor: given.wanted === undefined ? null : minor(given.wanted),
    availableMinor: minor(available),
  });
}

describe('[B9] credits to the order', () => {
  test.each([
    ['as much as fits', 2_200, 2_500, {}, 2_200],
    ['as much as there is', 2_200, 500, {}, 500],
    ['what was asked for', 2_200, 2_500, {wanted: 300}, 300],
    ['no more than is still to be paid', 100, 2_500, {wanted: 300}, 100],
    ['no more than the card has, whoever asks for it', 2_200, 500, {wanted: 900}, 500],
    ['nothing where nothing is asked for', 100, 2_500, {wanted: 0}, 0],
    ['no more than a budget has', 2_200, 2_500, {budget: 40}, 40],
  ])('%s', (_, amount, available, given, expected) => {
    const {order, discountMinor} = givenOf(pay(cart({mug: amount}), available, given));
    expect([discountMinor, order.orderDiscountMinor, order.totalMinor]).toEqual([
      expected,
      expected,
      amount - expected,
    ]);
  });

  test('an order without an amount cannot be paid', () => {
    expect(pay(cart({loose: {}}), 100)).toEqual({ok: false, refusal: {code: 'amount_missing'}});
  });
});

describe('[B27] credits to items', () => {
  const items = {effect: 'APPLY_TO_ITEMS' as const};
  const basket = cart({mug: 1_000, tea: 600, cup: 300});

  test('fill the selected lines in cart order, whatever order the rule applies in', () => {
    const given = {...items, select: [2, 0]};
    expect(off(givenOf(pay(basket, 1_100, given)))).toEqual([1_000, 0, 100]);
    expect(off(givenOf(pay(basket, 5_000, given)))).toEqual([1_000, 0, 300]);
    expect(off(givenOf(pay(basket, 5_000, {...given, wanted: 50})))).toEqual([50, 0, 0]);
    expect(off(givenOf(pay(basket, 5_000, {...given, budget: 70})))).toEqual([70, 0, 0]);
  });

  test('within the limits of the lines, their units and their groups', () => {
    const two = cart({mug: {price: 1_000, quantity: 2}, tea: 600, cup: 300});
    const limited = [
      {lineIndex: 0, units: 1},
      {lineIndex: 1, amountLimitMinor: minor(250)},
      {lineIndex: 2, group: 1},
    ];
    expect(off(givenOf(pay(two, 9_000, {...items, select: limited, groups: [1_100, 20]})))).toEqual([
      1_000, 100, 20,
    ]);
  });

  test('never more than is still to be paid', () => {
    const discounted = {...basket, orderDiscountMinor: minor(1_500)};
    expect(receipt(givenOf(pay(discounted, 9_000, {...items, select: [0, 1]})))).toEqual([
      'mug 1  10.00  -4.00',
      'tea 1  6.00',
      'cup 1  3.00',
      'order  -15.00',
      'total  0.00',
    ]);
  });

  test('without a line to pay for they are refused', () => {
    const refused = (basket: Cart, select: readonly number[]) => pay(basket, 100, {...items, select});
    expect(refused(cart({}), [])).toEqual({ok: false, refusal: {code: 'items_missing'}});
    const unpaid = {ok: false, refusal: {code: 'items_amount_missing'}};
    expect(refused(basket, [])).toEqual(unpaid);
    expect(refused(cart({loose: {}, mug: 5}), [0])).toEqual(unpaid);
    expect(refused(cart({loose: {}}), [0])).toEqual(unpaid);
  });
});
