import {describe, expect, test} from 'vitest';
import {minor, zero} from '../money/minor.ts';
import {clearedLines, lineSince} from './applied-fields.ts';
import type {PricedLine} from './priced-order.ts';

const line: PricedLine = {
  productId: 'prod_mug',
  sourceId: 'mug',
  quantity: 3,
  priceMinor: minor(900),
  amountMinor: minor(2_700),
  discountMinor: minor(900),
  appliedDiscountMinor: zero,
  subtotalMinor: minor(1_800),
  discountQuantity: 1,
};

describe('[O7] the next step clears what the last one applied', () => {
  test.each<[string, Partial<PricedLine>]>([
    ['money', {appliedDiscountMinor: minor(900)}],
    ['freed units', {appliedDiscountQuantity: 1}],
    ['added units', {appliedQuantity: 1}],
    ['what they cost', {appliedQuantityMinor: minor(900)}],
  ])('%s', (_what, applied) => {
    expect(clearedLines([{...line, ...applied}])).toStrictEqual([line]);
  });

  test('and leaves a line alone of which it applied nothing', () => {
    expect(clearedLines([line])[0]).toBe(line);
  });
});

describe('[O7] applied is what changed', () => {
  test.each<[string, Partial<PricedLine>, Partial<PricedLine>]>([
    ['money', {discountMinor: minor(700)}, {appliedDiscountMinor: minor(200)}],
    ['freed units', {discountQuantity: 0}, {appliedDiscountQuantity: 1}],
    ['units that are no longer free', {discountQuantity: 2}, {appliedDiscountQuantity: -1}],
    ['added units', {quantity: 2}, {appliedQuantity: 1}],
    ['what they cost', {amountMinor: minor(1_800)}, {appliedQuantityMinor: minor(900)}],
  ])('%s', (_what, before, applied) => {
    expect(lineSince({...line, ...before}, line)).toStrictEqual({...line, ...applied});
  });

  test('nothing, and what the last step said is gone', () => {
    expect(lineSince(line, line)).toBe(line);
    expect(lineSince(line, {...line, appliedDiscountMinor: minor(5), appliedQuantity: 1})).toStrictEqual(
      line,
    );
    expect(lineSince(line, {...line, appliedQuantity: 1})).toStrictEqual(line);
  });

  test('all of it, of a line that was not there', () => {
    expect(lineSince(undefined, line)).toEqual({
      ...line,
      appliedDiscountMinor: 900,
      appliedDiscountQuantity: 1,
      appliedQuantity: 3,
      appliedQuantityMinor: 2_700,
    });
  });
});
