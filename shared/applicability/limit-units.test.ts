import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {entry, ofCollection, said, select, selectBy, selecting} from '../../test/builders/selection.ts';
import {minor} from '../money/minor.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';

const basket = cart({mug: {price: 2_400, quantity: 3}, tea: {price: 800, quantity: 4}});
const everything = (given: Partial<ApplicableEntry>) => ({included: [ofCollection('a11pr0dUc75', given)]});

describe('units', () => {
  test.each<[string, Partial<ApplicableEntry>, readonly string[]]>([
    ['[AP17] so many per line', {quantityLimit: 2}, ['2 of mug', '2 of tea']],
    ['[AP17] so many over all lines', {aggregatedQuantityLimit: 5}, ['3 of mug', '2 of tea']],
    [
      '[AP17] in the order of picking',
      {aggregatedQuantityLimit: 5, effect: 'APPLY_FROM_CHEAPEST'},
      ['4 of tea', '1 of mug'],
    ],
    ['[AP17] a line for which nothing is left is not selected', {aggregatedQuantityLimit: 3}, ['3 of mug']],
    ['[AP17] none at all', {quantityLimit: 0}, []],
    ['[AP17] of the picked ones', {target: 'UNIT', repeat: 2, quantityLimit: 1}, ['1 of mug', '1 of tea']],
    ['[AP22] the smaller of both', {quantityLimit: 2, aggregatedQuantityLimit: 3}, ['2 of mug', '1 of tea']],
  ])('%s', (_, given, expected) => {
    expect(said(select(everything(given), basket), basket)).toEqual(expected);
  });

  test('a line is whole where all of its units are selected, limited or not', () => {
    const wholes = (given: Partial<ApplicableEntry>) =>
      select(everything(given), basket).lines.map(({whole}) => whole);
    expect(wholes({})).toEqual([true, true]);
    expect(wholes({quantityLimit: 3})).toEqual([true, false]);
    expect(wholes({target: 'UNIT', skipInitially: 1})).toEqual([false, true]);
  });

  test('[AP17] each entry has its own limit', () => {
    const included = [entry('mug', {aggregatedQuantityLimit: 1}), entry('tea', {aggregatedQuantityLimit: 2})];
    expect(said(select({included}, basket), basket)).toEqual(['1 of mug', '2 of tea']);
  });
});

describe('[AP18] a bundle', () => {
  const both = {quantityLimit: 1, aggregatedQuantityLimit: 3};

  test.each([
    [1, ['1 of mug', '1 of tea']],
    [2, ['2 of mug', '2 of tea']],
    [5, ['3 of mug', '4 of tea']],
    [0, []],
  ])('%i times multiplies unit limits', (unitFactor, expected) => {
    expect(said(select(everything(both), basket, {unitFactor}), basket)).toEqual(expected);
  });

  test('multiplies neither money limits nor counters nor positions', () => {
    const given = {
      skipInitially: 1,
      amountLimitMinor: minor(100),
      unitLimits: [{scope: 'campaign' as const, limit: 2}],
    };
    const selection = select(everything(given), basket, {unitFactor: 5, allowances: () => 2});
    expect(selection.lines).toMatchObject([{lineIndex: 1, units: 2, amountLimitMinor: 100}]);
  });

  test('of which one more set is started adds its share, rounded down', () => {
    const startedSet = {units: 2, of: 3};
    const limited = (quantityLimit: number) =>
      select(everything({quantityLimit}), basket, {unitFactor: 1, startedSet}).lines.map(({units}) => units);
    expect(limited(2)).toEqual([3, 3]);
    expect(limited(1)).toEqual([1, 1]);
  });
});

describe('money', () => {
  const limits = (rules: readonly ReturnType<typeof selecting>[], items = basket) =>
    selectBy(rules, items).lines.map(({amountLimitMinor}) => amountLimitMinor);

  test('[AP19] per line, the smallest of several rules', () => {
    const rules = [
      selecting(everything({amountLimitMinor: minor(300)}), 'val_a'),
      selecting({includedAll: true, included: [entry('tea', {amountLimitMinor: minor(200)})]}, 'val_b'),
    ];
    expect(limits(rules)).toEqual([300, 200]);
    expect(limits([...rules].reverse())).toEqual([300, 200]);
    expect(limits([selecting({includedAll: true})])).toEqual([null, null]);
  });

  test('[AP20] over all lines of an entry, the others without a limit', () => {
    const items = cart({mug: 2_400, tea: 800, lamp: 500, pen: 100});
    const warm = {aggregatedAmountLimitMinor: minor(900)};
    const included = [
      entry('mug'),
      entry('tea', warm),
      entry('pen', {aggregatedAmountLimitMinor: minor(50)}),
    ];
    const selection = select({includedAll: true, included}, items);
    const byLine = selection.lines.map(({group}) => selection.groups[group]?.aggregatedAmountLimitMinor);
    expect(byLine).toEqual([null, 900, null, 50]);
    expect(selection.groups).toHaveLength(3);
  });

  test('[AP20] overlapping limits of several rules are one, the smallest', () => {
    const items = cart({mug: 2_400, tea: 800, lamp: 500, pen: 100});
    const limited = (sourceId: string, limit: number) =>
      entry(sourceId, {aggregatedAmountLimitMinor: minor(limit)});
    const rules = [
      selecting({includedAll: true, included: [limited('mug', 900), limited('pen', 80)]}, 'val_a'),
      selecting({includedAll: true, included: [limited('tea', 700), ofCollection('a11pr0dUc75')]}, 'val_b'),
    ];
    const selection = selectBy(rules, items);
    expect(selection.lines.map(({group}) => selection.groups[group]?.aggregatedAmountLimitMinor)).toEqual([
      900,
      700,
      null,
      80,
    ]);
    const all = selecting(everything({aggregatedAmountLimitMinor: minor(800)}), 'val_c');
    const linked = selectBy([...rules, all], items);
    expect(linked.groups).toEqual([{aggregatedAmountLimitMinor: 80}]);
    expect(linked.lines.map(({group}) => group)).toEqual([0, 0, 0, 0]);
  });
});

test('[AP20] a line under two limits links the lines of both', () => {
  const items = cart({mug: 2_400, tea: 800, 'mug-red': 2_600, lamp: 500});
  const collections = [collection('linked', 'prod_tea', 'sku_mug-red')];
  const shelf = {products: [product('mug', 2_400), product('tea', 800)], skus: [sku('mug-red', 'prod_mug')]};
  const limited = (limit: number) => ({aggregatedAmountLimitMinor: minor(limit)});
  const rules = [
    selecting(
      {includedAll: true, included: [entry('mug', limited(900)), entry('tea', limited(300))]},
      'val_a',
    ),
    selecting({includedAll: true, included: [ofCollection('linked', limited(700))]}, 'val_b'),
  ];
  const {lines, groups} = selectBy(rules, items, {...shelf, collections});
  expect(lines.map(({group}) => groups[group]?.aggregatedAmountLimitMinor)).toEqual([300, 300, 300, null]);
  expect(groups).toHaveLength(2);
});

describe('[AP21] unit counters', () => {
  const counted = {unitLimits: [{scope: 'campaign' as const, limit: 9}]};
  const each = {unitLimits: [{scope: 'customer_campaign' as const, limit: 9, perProduct: true}]};
  const left = (units: number) => () => units;

  test.each([
    [4, ['3 of mug', '1 of tea']],
    [3, ['3 of mug']],
    [0, []],
    [-1, []],
    [null, ['3 of mug', '4 of tea']],
  ])('%s left over all lines', (units, expected) => {
    expect(said(select(everything(counted), basket, {allowances: () => units}), basket)).toEqual(expected);
  });

  test('each product for itself, SKUs with their product', () => {
    const items = cart({mug: {quantity: 1}, 'mug-red': {quantity: 3}, tea: {price: 800, quantity: 4}});
    const shelf = {products: [product('mug', 2_400)], skus: [sku('mug-red', 'prod_mug', null)]};
    const asked: (string | null)[] = [];
    const allowances = (_: ApplicableEntry, item: string | null) => {
      asked.push(item);
      return 2;
    };
    const selection = select(everything(each), items, {...shelf, allowances});
    expect(said(selection, items)).toEqual(['1 of mug', '1 of mug-red', '2 of tea']);
    expect(asked).toEqual(['prod_mug', 'tea']);
  });

  test('both at once', () => {
    const both = {unitLimits: [...counted.unitLimits, ...each.unitLimits]};
    const allowances = (_: ApplicableEntry, item: string | null) => (item === null ? 3 : 2);
    expect(said(select(everything(both), basket, {allowances}), basket)).toEqual(['2 of mug', '1 of tea']);
  });

  test('limit only entries that have some, and nothing where nobody counted', () => {
    expect(said(select(everything({quantityLimit: 3}), basket, {allowances: left(0)}), basket)).toEqual([
      '3 of mug',
      '3 of tea',
    ]);
    expect(said(select(everything(counted), basket), basket)).toEqual(['3 of mug', '4 of tea']);
  });
});
