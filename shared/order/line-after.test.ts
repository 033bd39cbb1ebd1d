import {expect, test} from 'vitest';
import {minor} from '../money/minor.ts';
import {lineAfter} from './line-after.ts';
import {type PricedLine, pricedLineSchema} from './priced-order.ts';

const full: Required<PricedLine> = {
  productId: 'prod_tea',
  skuId: 'sku_tea',
  sourceId: 'tea',
  name: 'Tea',
  quantity: 3,
  priceMinor: minor(800),
  amountMinor: minor(2400),
  discountMinor: minor(900),
  appliedDiscountMinor: minor(100),
  subtotalMinor: minor(1500),
  initialQuantity: 2,
  initialAmountMinor: minor(1600),
  discountQuantity: 1,
  appliedDiscountQuantity: 1,
  appliedQuantity: 1,
  appliedQuantityMinor: minor(800),
  replaces: [{lineIndex: 0, units: 1, amountMinor: minor(700)}],
};

test('every field of a line is carried over, but for the units of the last step', () => {
  expect(Object.keys(full).sort()).toEqual(Object.keys(pricedLineSchema.shape).sort());
  const {appliedDiscountQuantity, appliedQuantity, appliedQuantityMinor, ...kept} = full;
  expect(lineAfter(full, minor(1000), minor(50))).toEqual({
    ...kept,
    discountMinor: 1000,
    appliedDiscountMinor: 50,
    subtotalMinor: 1400,
  });
});

test('a line without an amount has no subtotal', () => {
  const free = {...full, amountMinor: null, discountMinor: minor(0)};
  expect(lineAfter(free, minor(0), minor(0)).subtotalMinor).toBeNull();
});
