/** Voucherify's own worked numbers (semantics.md B.11), each as a till roll. */
import {expect, test} from 'vitest';
import {apply, benefitInput, following, givenOf, off, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {Discount} from './discount.ts';
import {payWithCredits} from './gift-credits.ts';
import {payWithPoints} from './pay-with-points.ts';

const onOrder = {effect: 'APPLY_TO_ORDER' as const};
const onItems = {effect: 'APPLY_TO_ITEMS' as const};

test('1 [B1] [B9] five stacked redeemables', () => {
  const basket = cart({a: 2_000, b: 700});
  const start = benefitInput(basket, {select: [0, 1]});
  const items = applyDiscount(amountOff(1_000, onItems), start);
  const gift = payWithCredits(following(start, items), {
    effect: 'APPLY_TO_ORDER',
    wantedMinor: minor(100),
    availableMinor: minor(5_000),
  });
  const percent = applyDiscount(percentOff(40, onOrder), following(start, gift));
  const amount = applyDiscount(amountOff(30, onOrder), following(start, percent));
  expect([items, gift, percent, amount].map(one => givenOf(one).discountMinor)).toEqual([
    1_700, 100, 360, 30,
  ]);
  expect(givenOf(amount).order).toMatchObject({
    orderDiscountMinor: 490,
    itemsDiscountMinor: 1_700,
    totalDiscountMinor: 2_190,
    totalMinor: 510,
  });
});

test('2 [B1] gift, percentage and amount on an order', () => {
  const start = benefitInput(cart({}, {amount: 200_000}));
  const gift = payWithCredits(start, {
    effect: 'APPLY_TO_ORDER',
    wantedMinor: minor(100),
    availableMinor: minor(100),
  });
  const percent = applyDiscount(percentOff(20), following(start, gift));
  const amount = applyDiscount(amountOff(8_000), following(start, percent));
  expect(givenOf(percent).discountMinor).toBe(39_980);
  expect(givenOf(amount).order).toMatchObject({totalDiscountMinor: 48_080, totalMinor: 151_920});
});

test('3 [B3] ten per cent of 465.00', () => {
  expect(receipt(apply(cart({}, {amount: 46_500}), {}, percentOff(10)))).toEqual([
    'order  -46.50',
    'total  418.50',
  ]);
});

test('4 [B13] new unit prices by formula', () => {
  const basket = cart({
    sweater: 6_500,
    navy: 6_000,
    shipping: 2_000,
    gray: {price: 5_000, quantity: 2},
    pearl: {price: 11_000, quantity: 2},
  });
  const share: Readonly<Record<string, number>> = {'0.8': 0.8, '0.9': 0.9, '0': 0};
  const entry = (priceFormula: string) => ({
    object: 'product' as const,
    id: null,
    sourceId: null,
    priceMinor: minor(99_900),
    priceFormula,
  });
  const formulas = ['0.8', '0.9', '0', '0.9', '0.8'];
  const {order, isDynamic} = apply(
    basket,
    {
      select: formulas.map((text, lineIndex) => ({lineIndex, entry: entry(text)})),
      formula: (text, _unit, _fallback, lineIndex = 0) => ({
        value: (basket.lines[lineIndex]?.priceMinor ?? 0) * (share[text] ?? 1),
        isDynamic: true,
      }),
    },
    {type: 'FIXED', fixedMinor: null, effect: 'APPLY_TO_ITEMS'},
  );
  expect(off({order})).toEqual([1_300, 600, 2_000, 1_000, 4_400]);
  expect([order.itemsDiscountMinor, order.totalMinor, isDynamic]).toEqual([9_300, 37_200, true]);
});

test('5 [B16] units of several variants on an order redeemed before', () => {
  const stored = {
    ...cart({shoe: 9_500, coat: 18_500, '5h1pp1ng': {}}),
    orderDiscountMinor: minor(8_400),
  };
  const jacket = product('jacket', 29_900);
  const many: Discount = {
    type: 'UNIT',
    units: [
      {
        effect: 'ADD_MISSING_ITEMS',
        unitOff: 3,
        product: {productId: null, skuId: 'sku_beige-M', sourceId: null},
      },
      {effect: 'ADD_NEW_ITEMS', unitOff: 4, product: {productId: null, skuId: 'sku_beige-L', sourceId: null}},
    ],
  };
  const skus = [sku('beige-M', 'prod_jacket'), sku('beige-L', 'prod_jacket')];
  const benefit = apply(stored, {products: [jacket], skus}, many);
  expect(receipt(benefit)).toEqual([
    'shoe 1  95.00',
    'coat 1  185.00',
    '5h1pp1ng 1',
    'beige-M 3 (3)  897.00  -897.00',
    'beige-L 4 (4)  1196.00  -1196.00',
    'order  -84.00',
    'total  196.00',
  ]);
  expect(benefit.order).toMatchObject({
    amountMinor: 237_300,
    initialAmountMinor: 28_000,
    itemsDiscountMinor: 209_300,
    totalDiscountMinor: 217_700,
    appliedOrderDiscountMinor: 0,
    appliedItemsDiscountMinor: 209_300,
  });
});

test('6 [B1] [B4] items first, then the order', () => {
  const basket = cart({a: 5_000, b: 4_000, c: 5_000});
  const start = benefitInput(basket, {select: [0, 1]});
  const items = applyDiscount(amountOff(2_000, onItems), start);
  const order = applyDiscount(amountOff(2_500, onOrder), following(start, items));
  expect(givenOf(order).order).toMatchObject({
    amountMinor: 14_000,
    itemsDiscountMinor: 4_000,
    orderDiscountMinor: 2_500,
    appliedOrderDiscountMinor: 2_500,
    appliedItemsDiscountMinor: 0,
    totalMinor: 7_500,
  });
});

test('7 [B5] a second redemption on the same order takes what is left', () => {
  const stored = {...cart({}, {amount: 20_000}), orderDiscountMinor: minor(19_200)};
  const {order, discountMinor} = apply(stored, {}, amountOff(1_000));
  expect([discountMinor, order.totalMinor]).toEqual([800, 0]);
});

test('8 [B1] a tier of forty per cent', () => {
  expect(apply(cart({}, {amount: 200_000}), {}, percentOff(40)).discountMinor).toBe(80_000);
});

test('9 [B16] forty-five free units', () => {
  const free: Discount = {
    type: 'UNIT',
    units: [
      {
        effect: 'ADD_NEW_ITEMS',
        unitOff: 45,
        product: {productId: null, skuId: 'sku_phone', sourceId: null},
      },
    ],
  };
  const skus = [sku('phone', 'prod_phone', 210_000)];
  const {order} = apply(cart({}, {amount: 468_200}), {skus, products: [product('phone', 1)]}, free);
  expect(order).toMatchObject({
    amountMinor: 9_918_200,
    initialAmountMinor: 468_200,
    totalMinor: 468_200,
    lines: [
      {quantity: 45, initialQuantity: 0, initialAmountMinor: 0, discountQuantity: 45, subtotalMinor: 0},
    ],
  });
});

test('10 [B22] 300 points at 20.00 per 100', () => {
  const paid = payWithPoints(benefitInput(cart({}, {amount: 45_000})), {
    coinValueMinor: minor(2_000),
    coinPoints: 100,
    wantedPoints: 300,
    availablePoints: 8_000,
  });
  expect(givenOf(paid)).toMatchObject({discountMinor: 6_000, pointsSpent: 300});
});

test.each([
  ['[B4] an amount per line', amountOff(1_000, onItems), [1_000, 1_000, 1_000, 0]],
  [
    '[B11] an amount per unit',
    amountOff(1_000, {effect: 'APPLY_TO_ITEMS_BY_QUANTITY'}),
    [2_000, 3_000, 3_000, 0],
  ],
  [
    '[B12] an amount by what lines are worth',
    amountOff(1_000, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'}),
    [160, 360, 480, 0],
  ],
  [
    '[B12] an amount by quantity',
    amountOff(1_000, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY'}),
    [250, 375, 375, 0],
  ],
  ['[B2] ten per cent', percentOff(10, onItems), [200, 450, 600, 0]],
  [
    '[B13] each for 10.00',
    {type: 'FIXED', fixedMinor: minor(1_000), effect: 'APPLY_TO_ITEMS'} satisfies Discount,
    [0, 1_500, 3_000, 0],
  ],
] as const)('11 %s', (_, discount, lines) => {
  const basket = cart({
    mug: {price: 1_000, quantity: 2},
    poster: {price: 1_500, quantity: 3},
    shirt: {price: 2_000, quantity: 3},
    bottle: {price: 2_500, quantity: 2},
  });
  expect(off(apply(basket, {select: [0, 1, 2]}, discount))).toEqual(lines);
});
