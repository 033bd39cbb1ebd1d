import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {minor} from '../money/minor.ts';
import {changeLines, type NewLine} from './change-lines.ts';
import {resolveOrder} from './resolve-order.ts';
import {appliedSince, takeOffOrder} from './running-order.ts';

const nothing = catalogueOf({products: []});
const start = resolveOrder(cart({mug: {price: 1_000, quantity: 2}, loose: {}}), nothing);

function pens(quantity: number, price: number | null, off = price === null ? 0 : price * quantity): NewLine {
  return {
    productId: null,
    sourceId: 'pen',
    quantity,
    priceMinor: price === null ? null : minor(price),
    amountMinor: price === null ? null : minor(price * quantity),
    discountMinor: minor(off),
    discountQuantity: quantity,
  };
}

describe('[O7] [O8] a change of units', () => {
  const order = changeLines(
    start,
    [{lineIndex: 0, units: 1, unitsMinor: 1_000, freedUnits: 1, offMinor: 1_000}],
    [pens(2, 50)],
  );

  test('moves the order’s amount and keeps what it was', () => {
    expect(order).toMatchObject({
      amountMinor: 3_100,
      initialAmountMinor: 2_000,
      itemsDiscountMinor: 1_100,
      appliedItemsDiscountMinor: 1_100,
      totalMinor: 2_000,
    });
    expect(order?.lines).toEqual([
      {
        ...start.lines[0],
        quantity: 3,
        amountMinor: 3_000,
        discountMinor: 1_000,
        appliedDiscountMinor: 1_000,
        subtotalMinor: 2_000,
        initialQuantity: 2,
        initialAmountMinor: 2_000,
        discountQuantity: 1,
        appliedDiscountQuantity: 1,
        appliedQuantity: 1,
        appliedQuantityMinor: 1_000,
      },
      start.lines[1],
      {
        ...pens(2, 50),
        appliedDiscountMinor: 100,
        subtotalMinor: 0,
        initialQuantity: 0,
        initialAmountMinor: 0,
        appliedDiscountQuantity: 2,
        appliedQuantity: 2,
        appliedQuantityMinor: 100,
      },
    ]);
  });

  test('a second change keeps the first start, and applied since then is all of it', () => {
    if (order === null) throw new Error('an order expected');
    const less = changeLines(order, [{lineIndex: 0, units: -2, unitsMinor: -2_000, offMinor: -500}]);
    expect(less).toMatchObject({
      amountMinor: 1_100,
      initialAmountMinor: 2_000,
      appliedItemsDiscountMinor: -500,
    });
    expect(less?.lines[0]).toMatchObject({
      initialQuantity: 2,
      initialAmountMinor: 2_000,
      appliedQuantity: -2,
    });
    expect(less?.lines[2]).not.toHaveProperty('appliedQuantity');
    expect(less && appliedSince(start, less).lines).toMatchObject([
      {
        appliedQuantity: -1,
        appliedQuantityMinor: -1_000,
        appliedDiscountMinor: 500,
        appliedDiscountQuantity: 1,
      },
      {appliedDiscountMinor: 0},
      {appliedQuantity: 2, appliedQuantityMinor: 100, appliedDiscountMinor: 100},
    ]);
  });

  test('without an amount only units change', () => {
    const counted = changeLines(
      start,
      [{lineIndex: 1, freedUnits: 1, units: 1}],
      [{...pens(1, null), discountQuantity: 0}],
    );
    expect(counted).toMatchObject({amountMinor: 2_000, totalDiscountMinor: 0});
    expect(counted).not.toHaveProperty('initialAmountMinor');
    expect(counted?.lines[1]).toMatchObject({quantity: 2, initialQuantity: 1, initialAmountMinor: null});
    expect(counted?.lines[1]).not.toHaveProperty('appliedQuantityMinor');
    expect(counted?.lines[2]).toStrictEqual({
      productId: null,
      sourceId: 'pen',
      quantity: 1,
      priceMinor: null,
      amountMinor: null,
      discountMinor: 0,
      appliedDiscountMinor: 0,
      subtotalMinor: null,
      initialQuantity: 0,
      initialAmountMinor: null,
      appliedQuantity: 1,
    });
  });
});

describe('[O10] is not made where', () => {
  const most = Number.MAX_SAFE_INTEGER;
  test.each([
    ['the order’s amount could not be held', [{lineIndex: 0, unitsMinor: most}], []],
    ['an added line could not be', [], [pens(1, most)]],
    ['units could not be counted', [{lineIndex: 1, units: most}], []],
    ['units would be less than none', [{lineIndex: 0, units: -3}], []],
    ['a line’s amount would be less than nothing', [{lineIndex: 1, unitsMinor: -1}], []],
    ['more would be off than there is', [{lineIndex: 0, unitsMinor: -1_000, offMinor: 1_001}], []],
    ['more would be off an added line than there is', [], [pens(1, 0, 2_001)]],
  ])('%s', (_, changes, added) => {
    expect(changeLines(start, changes, added)).toBeNull();
  });

  test('shipping could not be held together with the goods', () => {
    const delivered = resolveOrder({...cart({mug: 1_000}), shippingMinor: minor(500)}, nothing);
    expect(changeLines(delivered, [], [pens(1, most - 1_400)])).toBeNull();
    expect(changeLines(delivered, [], [pens(1, most - 1_500)])).not.toBeNull();
  });

  test('earlier discounts are above what would be left', () => {
    const paid = takeOffOrder(start, minor(1_500));
    expect(changeLines(paid, [{lineIndex: 0, units: -1, unitsMinor: -1_000}])).toBeNull();
    expect(changeLines(paid, [{lineIndex: 0, units: -1, unitsMinor: -500}])).not.toBeNull();
  });
});
