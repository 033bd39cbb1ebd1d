import {describe, expect, test} from 'vitest';
import {apply, benefitInput, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {DiscountOf, UnitProduct} from './discount.ts';

const shop = {products: [product('shirt-le', 2_500), product('mug', 1_000), product('gift', null)]};
const named = (sourceId: string): UnitProduct => ({productId: null, skuId: null, sourceId});

function replace(
  source: string,
  target: string,
  given: Partial<DiscountOf<'REPLACE'>> = {},
): DiscountOf<'REPLACE'> {
  return {
    type: 'REPLACE',
    sources: [named(source)],
    sourceQuantity: 1,
    target: named(target),
    targetQuantity: 1,
    timesLimit: 1,
    ...given,
  };
}

const shirts = cart({shirt: {price: 2_000, quantity: 3}});
const bottles = cart({bottle: {price: 2_500, quantity: 3}});

describe('[B23] REPLACE_ITEMS', () => {
  test('an upgrade costs what the source did', () => {
    const benefit = apply(shirts, shop, replace('shirt', 'shirt-le'));
    expect(receipt(benefit)).toEqual(['shirt 2  40.00', 'shirt-le 1  25.00  -5.00', 'total  60.00']);
    expect(benefit.discountMinor).toBe(500);
    expect(benefit.order).toMatchObject({amountMinor: 6_500, initialAmountMinor: 6_000});
    expect(benefit.order.lines).toMatchObject([
      {initialQuantity: 3, initialAmountMinor: 6_000, appliedQuantity: -1, appliedQuantityMinor: -2_000},
      {initialQuantity: 0, appliedQuantity: 1, appliedQuantityMinor: 2_500, appliedDiscountMinor: 500},
    ]);
  });

  test('[O11] the target says which units of which lines it came for, also when more comes off it', () => {
    const two = cart({cup: {price: 400, quantity: 3}, glass: {price: 500, quantity: 2}});
    const either = replace('cup', 'mug', {sources: [named('cup'), named('glass')], sourceQuantity: 4});
    const replaces = [
      {lineIndex: 0, units: 3, amountMinor: 1_200},
      {lineIndex: 1, units: 1, amountMinor: 500},
    ];
    expect(apply(two, shop, either).order.lines[2]).toMatchObject({replaces});
    expect(apply(two, shop, either, percentOff(10)).order.lines[2]).toMatchObject({replaces});
  });

  test('a cheaper target makes the order cheaper and is no discount, but an effect', () => {
    const benefit = apply(bottles, shop, replace('bottle', 'mug'));
    expect(receipt(benefit)).toEqual(['bottle 2  50.00', 'mug 1  10.00', 'total  60.00']);
    expect(benefit).toMatchObject({discountMinor: 0, hasEffect: true});
  });

  test('three for one', () => {
    const three = replace('bottle', 'mug', {targetQuantity: 3});
    expect(receipt(apply(bottles, shop, three))).toEqual([
      'bottle 2  50.00',
      'mug 3  30.00  -5.00',
      'total  75.00',
    ]);
  });

  test('as often as there are whole sets, over several lines and sources', () => {
    const two = cart({cup: {price: 400, quantity: 3}, glass: {price: 500, quantity: 2}});
    const sets = replace('cup', 'mug', {
      sources: [named('cup'), named('glass')],
      sourceQuantity: 2,
      timesLimit: null,
    });
    expect(receipt(apply(two, shop, sets))).toEqual([
      'cup 0  0.00',
      'glass 1  5.00',
      'mug 2  20.00  -3.00',
      'total  22.00',
    ]);
  });

  test('nothing happens where no set is whole', () => {
    const pairs = replace('shirt', 'shirt-le', {sourceQuantity: 4});
    expect(apply(shirts, shop, pairs)).toMatchObject({discountMinor: 0, hasEffect: false});
    const none = {...shop, touchable: () => false};
    expect(apply(shirts, none, replace('shirt', 'shirt-le'))).toMatchObject({hasEffect: false});
  });

  test('what was off the sources moves along', () => {
    const given = {...shop, select: [0]};
    const ten = percentOff(10, {effect: 'APPLY_TO_ITEMS'});
    const benefit = apply(shirts, given, ten, replace('shirt', 'shirt-le'));
    expect(receipt(benefit)).toEqual(['shirt 2  40.00  -4.00', 'shirt-le 1  25.00  -7.00', 'total  54.00']);
    expect(benefit.discountMinor).toBe(500);
    expect(benefit.order).toMatchObject({
      appliedItemsDiscountMinor: 500,
      lines: [{appliedDiscountMinor: -200}, {appliedDiscountMinor: 700}],
    });
  });

  test('units of which more is off than the target costs stay', () => {
    const given = {...shop, select: [0]};
    const most = percentOff(60, {effect: 'APPLY_TO_ITEMS'});
    expect(apply(bottles, given, most, replace('bottle', 'mug'))).toMatchObject({hasEffect: false});
  });

  test('free units stay, and so do units without an amount', () => {
    const freed = {...bottles, lines: bottles.lines.map(line => ({...line, discountQuantity: 3}))};
    expect(apply(freed, shop, replace('bottle', 'mug'))).toMatchObject({hasEffect: false});
    expect(apply(cart({bottle: {}, mug: 1_000}), shop, replace('bottle', 'mug'))).toMatchObject({
      hasEffect: false,
    });
  });

  test('a target without a price cannot be put in', () => {
    expect(applyDiscount(replace('bottle', 'gift'), benefitInput(bottles, shop))).toEqual({
      ok: false,
      refusal: {code: 'amount_missing'},
    });
  });

  test('what the order cannot bear is not replaced', () => {
    const paid = apply(bottles, shop, amountOff(7_000), replace('bottle', 'mug'));
    expect(paid).toMatchObject({hasEffect: false, order: {totalMinor: 500}});
    const huge = replace('bottle', 'mug', {targetQuantity: Number.MAX_SAFE_INTEGER});
    expect(applyDiscount(huge, benefitInput(bottles, shop))).toMatchObject({
      ok: false,
      refusal: {code: 'definition_broken'},
    });
  });

  test('[B25] nor what the budget does not pay for', () => {
    const upgrade = replace('shirt', 'shirt-le');
    expect(apply(shirts, {...shop, budget: 500}, upgrade).discountMinor).toBe(500);
    expect(apply(shirts, {...shop, budget: 499}, upgrade)).toMatchObject({hasEffect: false});
  });

  test('[CV14] the target costs at least its floor', () => {
    const floored = {...product('shirt-le', 2_500), priceFloorMinor: minor(2_300)};
    expect(receipt(apply(shirts, {products: [floored]}, replace('shirt', 'shirt-le')))).toEqual([
      'shirt 2  40.00',
      'shirt-le 1  25.00  -2.00',
      'total  63.00',
    ]);
  });

  test('[CV14] each unit of it, with what the sources had off already', () => {
    const floored = {...product('shirt-le', 2_500), priceFloorMinor: minor(2_300)};
    const cheap = cart({shirt: {price: 2_000, discountMinor: minor(150)}});
    expect(receipt(apply(cheap, {products: [floored]}, replace('shirt', 'shirt-le')))).toEqual([
      'shirt 0  0.00',
      'shirt-le 1  25.00  -2.00',
      'total  23.00',
    ]);
    const two = replace('shirt', 'shirt-le', {targetQuantity: 2});
    expect(receipt(apply(cart({shirt: 2_000}), {products: [floored]}, two))).toEqual([
      'shirt 0  0.00',
      'shirt-le 2  50.00  -4.00',
      'total  46.00',
    ]);
  });
});
