import {describe, expect, test} from 'vitest';
import {apply, benefitInput, following, givenOf, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {Discount} from './discount.ts';

const onOrder = {effect: 'APPLY_TO_ORDER' as const};
const onItems = {effect: 'APPLY_TO_ITEMS' as const};

function total(amount: number | null, fixedFormula?: string): Discount {
  const formula = fixedFormula === undefined ? {} : {fixedFormula};
  return {
    type: 'FIXED',
    fixedMinor: amount === null ? null : minor(amount),
    effect: 'APPLY_TO_ORDER',
    ...formula,
  };
}

describe('off the order', () => {
  test('[B1] each is worked out on what the earlier ones left, lines keep what they cost', () => {
    const benefit = apply(cart({mug: 10_000}), {}, percentOff(10), amountOff(1_000), percentOff(10));
    expect(receipt(benefit)).toEqual(['mug 1  100.00', 'order  -28.00', 'total  72.00']);
    expect(benefit.discountMinor).toBe(800);
  });

  test('[B1] after item discounts too', () => {
    const given = {select: [0]};
    const benefit = apply(cart({mug: 10_000}), given, percentOff(10, onItems), percentOff(10, onOrder));
    expect(receipt(benefit)).toEqual(['mug 1  100.00  -10.00', 'order  -9.00', 'total  81.00']);
  });

  test('[B3] half a cent is given away', () => {
    expect(apply(cart({mug: 50_350}), {}, percentOff(3)).discountMinor).toBe(1_511);
    expect(apply(cart({mug: 103_350}), {}, percentOff(3)).discountMinor).toBe(3_101);
  });

  test('[B5] the smallest limit wins, and nothing ends below zero', () => {
    const limit = minor(300);
    const once = cart({mug: 10_000});
    expect(apply(once, {}, percentOff(50, {amountLimitMinor: limit})).discountMinor).toBe(300);
    expect(apply(once, {}, percentOff(50, {aggregatedAmountLimitMinor: limit})).discountMinor).toBe(300);
    expect(apply(once, {}, amountOff(500, {aggregatedAmountLimitMinor: limit})).discountMinor).toBe(300);
    expect(apply(once, {budget: 200}, amountOff(500)).discountMinor).toBe(200);
    expect(apply(cart({mug: 800}), {}, amountOff(1_000)).discountMinor).toBe(800);
    expect(apply(cart({mug: 800}), {}, amountOff(1_000), percentOff(50)).discountMinor).toBe(0);
  });

  test('[B14] a new total, whatever it comes to; a cheaper order keeps its own', () => {
    expect(receipt(apply(cart({mug: 8_000}), {}, total(5_000)))).toEqual([
      'mug 1  80.00',
      'order  -30.00',
      'total  50.00',
    ]);
    expect(apply(cart({mug: 4_000}), {}, total(5_000)).discountMinor).toBe(0);
    expect(apply(cart({mug: 8_000}), {}, percentOff(10), total(5_000)).order.totalMinor).toBe(5_000);
  });

  test('[B14] a new total that nobody names is no discount', () => {
    expect(applyDiscount(total(null), benefitInput(cart({mug: 1})))).toMatchObject({
      ok: false,
      refusal: {code: 'definition_broken', where: 'discount'},
    });
    const formula = () => ({value: 2_000, isDynamic: true});
    expect(apply(cart({mug: 8_000}), {formula}, total(null, 'X'))).toMatchObject({
      discountMinor: 6_000,
      isDynamic: true,
    });
  });

  test('[B10] an order without an amount cannot be discounted', () => {
    for (const discount of [percentOff(10), amountOff(10), total(10)]) {
      expect(applyDiscount(discount, benefitInput(cart({loose: {}})))).toEqual({
        ok: false,
        refusal: {code: 'amount_missing'},
      });
    }
  });

  test('[B11] nothing off is no refusal and no effect', () => {
    expect(apply(cart({mug: 100}), {}, percentOff(0))).toMatchObject({discountMinor: 0, hasEffect: false});
    expect(apply(cart({mug: 100}), {}, percentOff(1))).toMatchObject({discountMinor: 1, hasEffect: true});
  });
});

describe('[B15] INITIAL_AMOUNT', () => {
  const input = {...benefitInput(cart({mug: 10_000})), calculationMode: 'INITIAL_AMOUNT' as const};

  test('works on the order before the first redeemable, within what is left', () => {
    const ten = applyDiscount(percentOff(10), input);
    const twenty = applyDiscount(percentOff(20), following(input, ten));
    expect(givenOf(twenty)).toMatchObject({discountMinor: 2_000, order: {totalDiscountMinor: 3_000}});
    const most = applyDiscount(percentOff(80), following(input, twenty));
    expect(givenOf(most)).toMatchObject({discountMinor: 7_000, order: {totalMinor: 0}});
  });

  test('a new total is what the first amount comes down to', () => {
    const ten = applyDiscount(percentOff(10), input);
    expect(givenOf(applyDiscount(total(9_500), following(input, ten)))).toMatchObject({discountMinor: 500});
  });

  test('DISCOUNTED_AMOUNT works on what is left', () => {
    expect(apply(cart({mug: 10_000}), {}, percentOff(10), percentOff(20)).order.totalDiscountMinor).toBe(
      2_800,
    );
  });

  test('of an order redeemed before, the amount before that', () => {
    const grown = {...cart({mug: 10_000}), initialAmountMinor: minor(4_000)};
    const given = {calculationMode: 'INITIAL_AMOUNT' as const};
    expect(apply(grown, given, percentOff(10)).discountMinor).toBe(400);
  });
});

describe('[B8] without an effect of its own', () => {
  test.each([
    ['goes to the order where no rule names products', {}, [100, 0]],
    ['goes to the items where one does', {select: [1]}, [0, 100]],
  ])('%s', (_, given, [orderOff, itemsOff]) => {
    const {order} = apply(cart({mug: 1_000, tea: 1_000}), given, amountOff(100));
    expect([order.orderDiscountMinor, order.itemsDiscountMinor]).toEqual([orderOff, itemsOff]);
  });
});
