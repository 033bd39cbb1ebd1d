import {describe, expect, test} from 'vitest';
import {apply, type Given, off} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import type {EvaluateFormula} from './benefit-input.ts';
import type {Discount, DiscountOf} from './discount.ts';
import {multipliesUnitLimits} from './multiplies-unit-limits.ts';

const basket = cart({mug: 10_000});
const X = 'X';
const free = (unitOff: number, unitOffFormula?: string): Discount => ({
  type: 'UNIT',
  units: [
    {
      effect: 'ADD_NEW_ITEMS',
      unitOff,
      product: {productId: null, skuId: null, sourceId: 'pen'},
      ...(unitOffFormula === undefined ? {} : {unitOffFormula}),
    },
  ],
});

/** A formula that comes to `value`, or where that is null to its fallback. */
function coming(value: number | null): EvaluateFormula {
  return (_text, _unit, fallback) =>
    value === null ? {value: fallback, isDynamic: false} : {value, isDynamic: true};
}

function took(value: number | null, discount: Discount, given: Given = {}) {
  const {discountMinor, isDynamic = false} = apply(basket, {formula: coming(value), ...given}, discount);
  return [discountMinor, isDynamic];
}

describe('[B29] a value worked out by a formula', () => {
  test.each([
    ['an amount', 1_234, amountOff(1, {amountFormula: X}), 1_234],
    ['an amount with a fraction, halves up', 12.5, amountOff(1, {amountFormula: X}), 13],
    ['an amount below zero', -5, amountOff(1, {amountFormula: X}), 0],
    ['an amount without end', Number.POSITIVE_INFINITY, amountOff(1, {amountFormula: X}), 10_000],
    ['a percentage', 12.5, percentOff(1, {percentFormula: X}), 1_250],
    ['a percentage to four decimals', 33.333_349, percentOff(1, {percentFormula: X}), 3_333],
    ['a percentage below zero', -1, percentOff(1, {percentFormula: X}), 0],
    ['a percentage above all', 250, percentOff(1, {percentFormula: X}), 10_000],
  ])('%s', (_, value, discount, expected) => {
    expect(took(value, discount)).toEqual([expected, true]);
  });

  test('is the static value where it cannot be worked out', () => {
    expect(took(null, amountOff(77, {amountFormula: X}))).toEqual([77, false]);
    expect(took(null, percentOff(1, {percentFormula: X}))).toEqual([100, false]);
    expect(took(Number.NaN, amountOff(77, {amountFormula: X}))).toEqual([77, false]);
    expect(took(Number.NaN, percentOff(1, {percentFormula: X}))).toEqual([100, false]);
    const formula: EvaluateFormula = () => ({value: null, isDynamic: false});
    expect(took(0, amountOff(77, {amountFormula: X}), {formula})).toEqual([77, false]);
    expect(took(0, percentOff(1, {percentFormula: X}), {formula})).toEqual([100, false]);
  });

  test('units are whole, rounded down', () => {
    const units = (value: number) =>
      apply(basket, {formula: coming(value), products: [product('pen', 100)]}, free(1, X));
    expect([2.9, -3].map(value => units(value).discountMinor)).toEqual([200, 0]);
    expect(units(2.9).isDynamic).toBe(true);
  });

  test('is asked for in its own unit, for the line it is about', () => {
    const asked: unknown[][] = [];
    const formula: EvaluateFormula = (...args) => {
      asked.push(args);
      return {value: 1, isDynamic: true};
    };
    const fixed: DiscountOf<'FIXED'> = {
      type: 'FIXED',
      fixedMinor: minor(5),
      fixedFormula: 'F',
      effect: 'APPLY_TO_ITEMS',
    };
    apply(
      basket,
      {formula, select: [0]},
      fixed,
      percentOff(3, {percentFormula: 'P', effect: 'APPLY_TO_ORDER'}),
    );
    expect(asked).toEqual([
      ['F', 'minor', 5, 0],
      ['P', 'number', 3],
    ]);
  });
});

describe('[B30] bundles', () => {
  const five = {bundles: 5};

  test('multiply an amount and a percentage, at most to all of it', () => {
    expect(took(null, amountOff(100), five)).toEqual([500, false]);
    expect(took(null, percentOff(5), five)).toEqual([2_500, false]);
    expect(took(null, percentOff(30), five)).toEqual([10_000, false]);
  });

  test('multiply an amount per line, and one over all lines', () => {
    const two = cart({a: 30_000, b: 20_000});
    const given = {bundles: 2, select: [0, 1]};
    expect(off(apply(two, given, amountOff(2_000, {effect: 'APPLY_TO_ITEMS'})))).toEqual([4_000, 4_000]);
    const split = amountOff(1_000, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'});
    expect(off(apply(two, given, split))).toEqual([1_200, 800]);
    const quantities = cart({a: {amount: 30_000, quantity: 3}, b: {amount: 20_000, quantity: 2}});
    const byUnits = amountOff(1_000, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY'});
    expect(off(apply(quantities, given, byUnits))).toEqual([1_200, 800]);
  });

  test('multiply units, and how often units are replaced', () => {
    const given = {bundles: 3, products: [product('pen', 100)]};
    expect(apply(basket, given, free(2)).discountMinor).toBe(600);
    const replace: Discount = {
      type: 'REPLACE',
      sources: [{productId: null, skuId: null, sourceId: 'mug'}],
      sourceQuantity: 1,
      target: {productId: null, skuId: null, sourceId: 'pen'},
      targetQuantity: 1,
      timesLimit: 1,
    };
    const mugs = cart({mug: {price: 50, quantity: 4}});
    expect(apply(mugs, given, replace).order.lines).toMatchObject([{quantity: 1}, {quantity: 3}]);
  });

  test('never multiply a price or a total', () => {
    const order = {type: 'FIXED', fixedMinor: minor(5_000), effect: 'APPLY_TO_ORDER'} as const;
    const items = {type: 'FIXED', fixedMinor: minor(5_000), effect: 'APPLY_TO_ITEMS'} as const;
    expect(took(null, order, five)).toEqual([5_000, false]);
    expect(took(null, items, {...five, select: [0]})).toEqual([5_000, false]);
  });

  test('multiply no amount per unit; more bundles select more units', () => {
    const perUnit = amountOff(2_000, {effect: 'APPLY_TO_ITEMS_BY_QUANTITY'});
    const three = cart({mug: {price: 10_000, quantity: 3}});
    const two = {bundles: 2, select: [{lineIndex: 0, units: 2}]};
    expect(apply(three, two, perUnit).discountMinor).toBe(4_000);
    expect(apply(three, {...two, select: [0]}, perUnit).discountMinor).toBe(6_000);
  });

  test('count once where the rule says so', () => {
    expect(took(null, amountOff(100), {...five, multiplyByBundle: false})).toEqual([100, false]);
  });

  test('a value beyond what can be held is the most that can', () => {
    const most = cart({}, {amount: Number.MAX_SAFE_INTEGER});
    expect(apply(most, {bundles: 100}, amountOff(Number.MAX_SAFE_INTEGER)).order.totalMinor).toBe(0);
  });

  test('[CV7] a started one counts in part where the shop says so', () => {
    // Two whole sets and three of the four units of another: 2.75 times.
    const bundle = {quantity: 2, limit: 5, started: {units: 3, of: 4}, identified: [], missing: []};
    expect(took(null, amountOff(100), {bundle})).toEqual([275, false]);
    expect(took(null, percentOff(5), {bundle})).toEqual([1_375, false]);
    expect(apply(basket, {bundle, products: [product('pen', 100)]}, free(1)).discountMinor).toBe(200);
  });
});

test.each([
  ['an amount per unit', amountOff(1, {effect: 'APPLY_TO_ITEMS_BY_QUANTITY'}), true],
  ['a new unit price', {type: 'FIXED', fixedMinor: null, effect: 'APPLY_TO_ITEMS'} as const, true],
  ['a new total', {type: 'FIXED', fixedMinor: null, effect: 'APPLY_TO_ORDER'} as const, false],
  ['an amount per line', amountOff(1, {effect: 'APPLY_TO_ITEMS'}), false],
  ['a percentage', percentOff(1, {effect: 'APPLY_TO_ITEMS'}), false],
  ['free units', free(1), false],
])('[B30] whether bundles multiply unit limits: %s', (_, discount, expected) => {
  expect(multipliesUnitLimits(discount, {namesProducts: true}, {amountOffItems: 'per_line'})).toBe(expected);
});

test('[B30] an amount off items that is one per unit has its unit limits multiplied too', () => {
  const amount = amountOff(1);
  expect(multipliesUnitLimits(amount, {namesProducts: true}, {amountOffItems: 'per_unit'})).toBe(true);
  expect(multipliesUnitLimits(amount, {namesProducts: false}, {amountOffItems: 'per_unit'})).toBe(false);
});
