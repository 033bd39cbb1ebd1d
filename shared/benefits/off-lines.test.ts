import {describe, expect, test} from 'vitest';
import {apply, benefitInput, following, givenOf, off} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {amountOff, percentOff} from '../../test/builders/offers.ts';
import {minor} from '../money/minor.ts';
import {applyDiscount} from './apply-discount.ts';
import type {Discount} from './discount.ts';

const items = {effect: 'APPLY_TO_ITEMS' as const};
const order = {effect: 'APPLY_TO_ORDER' as const};
const perUnit = (amount: number) => amountOff(amount, {effect: 'APPLY_TO_ITEMS_BY_QUANTITY'});
const byWorth = (amount: number) => amountOff(amount, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'});
const byUnits = (amount: number) => amountOff(amount, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY'});
const each = (price: number | null): Discount => ({
  type: 'FIXED',
  fixedMinor: price === null ? null : minor(price),
  effect: 'APPLY_TO_ITEMS',
});

const basket = cart({mug: {price: 1_000, quantity: 2}, poster: {price: 1_500, quantity: 3}, bottle: 2_500});
const all = {select: [0, 1, 2]};

describe('which lines', () => {
  test('[B7] only those selected, and none where no rule selects', () => {
    expect(off(apply(basket, {select: [1]}, percentOff(10, items)))).toEqual([0, 450, 0]);
    expect(apply(basket, {}, percentOff(10, items))).toMatchObject({discountMinor: 0, hasEffect: false});
  });

  test('[B7] the benefit tells what it took from which of them', () => {
    const {selectionUsed} = apply(basket, {select: [{lineIndex: 1, units: 2}, 2]}, perUnit(2_000));
    expect(selectionUsed).toMatchObject([
      {selected: {lineIndex: 1, units: 2}, offMinor: 3_000},
      {selected: {lineIndex: 2, units: 1}, offMinor: 2_000},
    ]);
    expect(apply(basket, all, percentOff(0, items)).selectionUsed).toEqual([]);
  });

  test.each([
    ['percent', percentOff(10, items)],
    ['amount', amountOff(10, items)],
    ['per unit', perUnit(10)],
    ['proportional', byWorth(10)],
    ['price', each(10)],
  ])(
    '[B10] %s: a cart without lines or amounts is refused, a line without an amount is passed over',
    (_, discount) => {
      expect(applyDiscount(discount, benefitInput(cart({}, {amount: 900}), {select: []}))).toEqual({
        ok: false,
        refusal: {code: 'items_missing'},
      });
      expect(applyDiscount(discount, benefitInput(cart({loose: {}}), {select: [0]}))).toEqual({
        ok: false,
        refusal: {code: 'items_amount_missing'},
      });
      const some = apply(cart({loose: {}, mug: 1_000}), {select: [0, 1]}, discount);
      expect(some.order.lines[0]).toMatchObject({discountMinor: 0, subtotalMinor: null});
      expect(some.discountMinor).toBeGreaterThan(0);
    },
  );
});

describe('percentages', () => {
  test('[B3] are rounded line by line', () => {
    const odd = cart({a: 15, b: 15, c: 14});
    expect(off(apply(odd, all, percentOff(10, items)))).toEqual([2, 2, 1]);
  });

  test('[B2] order discounts do not count, earlier item discounts do', () => {
    const stacked = [percentOff(50, order), percentOff(10, items), percentOff(10, items)];
    expect(off(apply(basket, all, ...stacked))).toEqual([380, 855, 475]);
  });

  test('[B2] [B15] or the first amount, in INITIAL_AMOUNT mode', () => {
    const given = {...all, calculationMode: 'INITIAL_AMOUNT' as const};
    const ten = percentOff(10, items);
    expect(off(apply(basket, given, ten, ten))).toEqual([400, 900, 500]);
    expect(off(apply(basket, given, percentOff(90, items), percentOff(90, items)))).toEqual([
      2_000, 4_500, 2_500,
    ]);
  });

  test('[B17] of so many units, what those units are worth', () => {
    const three = cart({set: {amount: 1_000, quantity: 3}});
    const two = {select: [{lineIndex: 0, units: 2}]};
    expect(off(apply(three, two, percentOff(100, items)))).toEqual([667]);
    expect(off(apply(three, two, percentOff(50, items)))).toEqual([334]);
  });

  test('[B5] each line’s own limit and that of all lines', () => {
    const limited = percentOff(10, {...items, amountLimitMinor: minor(300)});
    expect(off(apply(basket, all, limited))).toEqual([200, 300, 250]);
    const lineLimits = {
      select: [
        {lineIndex: 1, amountLimitMinor: minor(100)},
        {lineIndex: 2, amountLimitMinor: minor(10_000)},
      ],
    };
    expect(off(apply(basket, lineLimits, limited))).toEqual([0, 100, 250]);
  });
});

describe('[B4] an amount per line', () => {
  test('comes off once, at most what the line or its selected units cost', () => {
    expect(off(apply(basket, all, amountOff(2_200, items)))).toEqual([2_000, 2_200, 2_200]);
    const one = {select: [{lineIndex: 1, units: 1}]};
    expect(off(apply(basket, one, amountOff(2_200, items)))).toEqual([0, 1_500, 0]);
  });
});

describe('[B11] an amount per unit', () => {
  test('comes off every selected unit, at most what it costs', () => {
    expect(off(apply(basket, all, perUnit(1_200)))).toEqual([2_000, 3_600, 1_200]);
    const limited = {select: [{lineIndex: 1, units: 2}, 2]};
    expect(off(apply(basket, limited, perUnit(1_200)))).toEqual([0, 2_400, 1_200]);
  });

  test('a line that does not divide has units that differ by a cent', () => {
    const set = cart({set: {amount: 1_000, quantity: 3}});
    expect(off(apply(set, {select: [0]}, perUnit(334)))).toEqual([1_000]);
    expect(off(apply(set, {select: [0]}, perUnit(333)))).toEqual([999]);
  });

  test('units that are free already cost nothing more', () => {
    const freed = {...cart({mug: {price: 1_000, quantity: 3, discountQuantity: 1}})};
    const lines = freed.lines.map(line => ({...line, discountMinor: minor(1_000)}));
    expect(off(apply({...freed, lines}, {select: [0]}, perUnit(600)))).toEqual([1_000 + 1_200]);
  });
});

describe('[B12] one amount over the lines', () => {
  test('what a line cannot take goes to the others', () => {
    const cheap = cart({clip: {price: 1, quantity: 9}, pen: 1_000});
    expect(off(apply(cheap, {select: [0, 1]}, byUnits(100)))).toEqual([9, 91]);
  });

  test('by what each still costs, and a line that costs nothing has no part', () => {
    const paid = cart({a: 600, b: 200, c: {}});
    expect(off(apply(paid, all, byWorth(101)))).toEqual([76, 25, 0]);
    const freed = apply(paid, {select: [0]}, percentOff(100, items));
    const input = benefitInput(paid, all);
    expect(off(givenOf(applyDiscount(byUnits(100), following(input, freed))))).toEqual([600, 100, 0]);
  });

  test('[B5] more than all lines cost is not taken, nor more than the limit of all', () => {
    expect(off(apply(basket, {select: [0, 2]}, byWorth(99_999)))).toEqual([2_000, 0, 2_500]);
    const limited = amountOff(900, {
      effect: 'APPLY_TO_ITEMS_PROPORTIONALLY',
      aggregatedAmountLimitMinor: minor(90),
    });
    expect(off(apply(basket, all, limited))).toEqual([20, 45, 25]);
  });
});

describe('[B13] new unit prices', () => {
  const entry = (price: number) => ({
    object: 'product' as const,
    id: null,
    sourceId: null,
    priceMinor: minor(price),
  });

  test('each entry has its own, the discount’s is for the others', () => {
    const given = {select: [{lineIndex: 0, entry: entry(700)}, 1]};
    expect(off(apply(basket, given, each(1_400)))).toEqual([600, 300, 0]);
  });

  test('a unit that is cheaper keeps its price', () => {
    expect(off(apply(basket, all, each(1_500)))).toEqual([0, 0, 1_000]);
    expect(off(apply(basket, all, percentOff(50, items), each(1_000)))).toEqual([1_000, 2_250, 1_500]);
  });

  test('for so many units', () => {
    expect(off(apply(basket, {select: [{lineIndex: 1, units: 2}]}, each(1_000)))).toEqual([0, 1_000, 0]);
  });

  test('a price that nobody names is no discount, unless another line has one', () => {
    expect(applyDiscount(each(null), benefitInput(basket, all))).toMatchObject({
      ok: false,
      refusal: {code: 'definition_broken'},
    });
    const given = {select: [{lineIndex: 0, entry: entry(700)}, 1]};
    expect(off(apply(basket, given, each(null)))).toEqual([600, 0, 0]);
  });
});

describe('[B6] a limit over several lines is shared in proportion', () => {
  test('the discount’s own', () => {
    const capped = percentOff(10, {...items, aggregatedAmountLimitMinor: minor(100)});
    // Of 200, 450 and 250 together 900: 22.2, 50, 27.8.
    expect(off(apply(basket, all, capped))).toEqual([22, 50, 28]);
    const amount = amountOff(100, {...items, aggregatedAmountLimitMinor: minor(100)});
    expect(off(apply(basket, all, amount))).toEqual([34, 33, 33]);
  });

  test('a rule entry’s, over the lines it selected', () => {
    const given = {
      select: [
        {lineIndex: 0, group: 0},
        {lineIndex: 1, group: 0},
        {lineIndex: 2, group: 1},
      ],
      groups: [130, 10_000],
    };
    expect(off(apply(basket, given, percentOff(10, items)))).toEqual([40, 90, 250]);
  });

  test('what is still to be paid, and a budget', () => {
    const two = cart({a: 1_000, b: 1_000});
    const both = {select: [0, 1]};
    const {order: paid} = apply(two, both, amountOff(1_500, order), percentOff(50, items));
    expect([off({order: paid}), paid.totalMinor]).toEqual([[250, 250], 0]);
    expect(off(apply(two, {...both, budget: 101}, percentOff(50, items)))).toEqual([51, 50]);
  });
});

describe('[B6] the dearest unit price gets the odd cent', () => {
  const dearest = {select: [0, 1, 2], conventions: {oddCent: 'dearest'}} as const;
  const even = cart({cup: {price: 100, quantity: 3}, mug: 300, tea: {price: 150, quantity: 2}});

  test('of one amount over the lines', () => {
    expect(off(apply(even, dearest, amountOff(100, {effect: 'APPLY_TO_ITEMS_PROPORTIONALLY'})))).toEqual([
      33, 34, 33,
    ]);
  });

  test('of a limit over the lines', () => {
    const limited = percentOff(50, {effect: 'APPLY_TO_ITEMS', aggregatedAmountLimitMinor: minor(100)});
    expect(off(apply(even, dearest, limited))).toEqual([33, 34, 33]);
  });

  test('of a percentage that is rounded over all lines', () => {
    const conventions = {oddCent: 'dearest', roundingLevel: 'order'} as const;
    const odd = cart({cup: {price: 5, quantity: 3}, mug: 15, tea: {amount: 15, quantity: 2}});
    expect(off(apply(odd, {...dearest, conventions}, percentOff(10, {effect: 'APPLY_TO_ITEMS'})))).toEqual([
      2, 2, 1,
    ]);
  });
});

test('[B31] a line whose units earlier ones made free keeps its floors as a whole', () => {
  const floored = {...product('book', 2_000), priceFloorMinor: minor(1_800)};
  const given = {products: [floored], select: [{lineIndex: 0, units: 1}]};
  const half = percentOff(50, items);
  expect(apply(cart({book: {price: 2_000, quantity: 3}}), given, half).discountMinor).toBe(200);
  const oneFree = {price: 2_000, quantity: 3, discountMinor: minor(2_000), discountQuantity: 1};
  expect(apply(cart({book: oneFree}), given, half).discountMinor).toBe(0);
});

test('[B15] on initial amounts, units that an earlier redemption added are no part of what a unit costs', () => {
  const grown = {price: 500, quantity: 2, initialQuantity: 1, discountMinor: minor(500), discountQuantity: 1};
  const given = {calculationMode: 'INITIAL_AMOUNT', select: [{lineIndex: 0, units: 1}]} as const;
  expect(apply(cart({tea: grown}), given, percentOff(50, items)).discountMinor).toBe(250);
});
