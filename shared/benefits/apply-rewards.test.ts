import {expect, test} from 'vitest';
import {benefitInput, type Given, givenOf, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from '../order/cart.ts';
import {applyRewards} from './apply-rewards.ts';
import type {Discount, ExtraReward} from './discount.ts';

const items = {effect: 'APPLY_TO_ITEMS' as const};
const order = {effect: 'APPLY_TO_ORDER' as const};

function reward(basket: Cart, given: Given, discount: Discount, ...extras: readonly ExtraReward[]) {
  return applyRewards(discount, extras, benefitInput(basket, given));
}
const further = (discount: Discount): ExtraReward => ({type: 'DISCOUNT', discount});
const item = (quantity: number, value: number): ExtraReward => ({
  type: 'PRODUCT_ITEM',
  name: 'Tote bag',
  sourceId: 'tote',
  quantity,
  valueMinor: minor(value),
});

test('[B28] a discount and further ones are one benefit, each on what the former left', () => {
  const benefit = givenOf(
    reward(
      cart({mug: 1_000, tea: 500}),
      {select: [0]},
      percentOff(10, items),
      further(percentOff(50, items)),
      further(amountOff(100, order)),
    ),
  );
  expect(receipt(benefit)).toEqual(['mug 1  10.00  -5.50', 'tea 1  5.00', 'order  -1.00', 'total  8.50']);
  expect(benefit).toMatchObject({
    discountMinor: 650,
    order: {
      appliedOrderDiscountMinor: 100,
      appliedItemsDiscountMinor: 550,
      lines: [{appliedDiscountMinor: 550}, {}],
    },
  });
  expect(benefit.selectionUsed?.map(used => used.offMinor)).toEqual([100, 450]);
});

test('[B28] all of them or none', () => {
  const noCost: Discount = {type: 'SHIPPING', percent: null, amountMinor: null};
  expect(reward(cart({mug: 1_000}), {}, percentOff(10), further(noCost))).toEqual({
    ok: false,
    refusal: {code: 'input_missing', input: 'shipping_cost'},
  });
});

test('[B28] a generated item is a line for nothing, worth its value', () => {
  const benefit = givenOf(reward(cart({mug: 1_000}), {}, percentOff(10), item(2, 750)));
  expect(receipt(benefit)).toEqual([
    'mug 1  10.00',
    'Tote bag 2 (2)  15.00  -15.00',
    'order  -1.00',
    'total  9.00',
  ]);
  expect(benefit.discountMinor).toBe(1_600);
  expect(benefit.order.lines[1]).toMatchObject({productId: null, sourceId: 'tote', initialQuantity: 0});
});

test('[B28] a generated item is only counted in an order without amounts', () => {
  const free: Discount = {
    type: 'UNIT',
    units: [{effect: 'ADD_NEW_ITEMS', unitOff: 1, product: {productId: null, skuId: null, sourceId: 'pen'}}],
  };
  expect(receipt(givenOf(reward(cart({loose: {}}), {}, free, item(1, 750))))).toEqual([
    'loose 1',
    'pen 1 (1)',
    'Tote bag 1 (1)',
    'total  unknown',
  ]);
  const counted = givenOf(reward(cart({loose: {}}), {budget: 0}, free, item(1, 750)));
  expect(counted.order.lines).toHaveLength(3);
});

test('[B25] a budget that an item is above leaves it out', () => {
  const given = {budget: 800};
  expect(givenOf(reward(cart({mug: 1_000}), given, amountOff(100), item(1, 701))).discountMinor).toBe(100);
  expect(givenOf(reward(cart({mug: 1_000}), given, amountOff(100), item(1, 700))).discountMinor).toBe(800);
});

test('[B28] an item beyond what can be held is refused', () => {
  expect(reward(cart({mug: 1_000}), {}, percentOff(1), item(1_000, Number.MAX_SAFE_INTEGER))).toMatchObject({
    ok: false,
    refusal: {code: 'definition_broken'},
  });
});

test('[B28] points, segments and draws change nothing in the order, and are an effect', () => {
  const extras: readonly ExtraReward[] = [
    {type: 'ADD_TO_SEGMENT', segmentId: 'seg_loyal'},
    {type: 'POINTS', campaignId: 'camp_points', points: 5},
    {type: 'DRAW_ENTRY', entries: 1},
  ];
  const benefit = givenOf(reward(cart({mug: 1_000}), {}, percentOff(0), ...extras));
  expect(benefit).toMatchObject({discountMinor: 0, hasEffect: true, order: {totalMinor: 1_000}});
  expect(givenOf(reward(cart({mug: 1_000}), {}, percentOff(0)))).toMatchObject({hasEffect: false});
});

test('[B28] a generated item is an effect, also one that is worth nothing', () => {
  const benefit = givenOf(reward(cart({mug: 1_000}), {}, percentOff(0), item(1, 0)));
  expect(benefit).toMatchObject({discountMinor: 0, hasEffect: true, order: {totalMinor: 1_000}});
});
