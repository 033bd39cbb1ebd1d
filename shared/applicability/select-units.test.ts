import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {
  entry,
  inShop,
  ofCollection,
  said,
  select,
  selectBy,
  selecting,
} from '../../test/builders/selection.ts';
import {AssertionFailure} from '../kernel/assert.ts';
import {minor} from '../money/minor.ts';
import type {ApplicableTo} from '../rules/validation-rule.ts';
import {selectUnits} from './select-units.ts';

const quill = [{key: 'Brand', value: 'Quill'}];
const basket = cart({
  mug: 2_400,
  'mug-red': 2_600,
  tea: {price: 800, quantity: 3, categories: quill},
  lamp: 500,
});
const shop = {
  products: [product('mug', 2_400), product('tea', 800)],
  skus: [sku('mug-red', 'prod_mug', 2_600)],
  collections: [collection('warm', 'prod_mug', 'prod_tea')],
};

function lines(rule: Partial<ApplicableTo>) {
  return said(select(rule, basket, shop), basket);
}

describe('a rule selects', () => {
  test.each<[string, Partial<ApplicableTo>, readonly string[]]>([
    ['[AP1] nothing where it says nothing of products', {}, []],
    ['[AP2] what it includes', {included: [entry('tea')]}, ['3 of tea']],
    ['[AP2] the rest where it only excludes', {excluded: [entry('mug')]}, ['3 of tea', '1 of lamp']],
    [
      '[AP3] nothing that it excludes, however specific the inclusion',
      {included: [entry('mug-red', {object: 'sku'})], excluded: [ofCollection('warm')]},
      [],
    ],
    [
      '[AP3] all but the excluded',
      {includedAll: true, excluded: [entry('tea')]},
      ['1 of mug', '1 of mug-red', '1 of lamp'],
    ],
    [
      '[AP3] not even one unit of the excluded',
      {includedAll: true, excluded: [entry('tea', {quantityLimit: 1, effect: 'APPLY_TO_CHEAPEST'})]},
      ['1 of mug', '1 of mug-red', '1 of lamp'],
    ],
    [
      '[AP4] everything, some of it only so far',
      {includedAll: true, included: [entry('tea', {quantityLimit: 1})]},
      ['1 of mug', '1 of mug-red', '1 of tea', '1 of lamp'],
    ],
    ['[AP5] the SKUs of a product', {included: [entry('mug')]}, ['1 of mug', '1 of mug-red']],
    ['[AP5] the product alone', {included: [entry('mug', {strict: true})]}, ['1 of mug']],
    ['[AP6] by our id', {included: [entry(null, {id: 'prod_tea'})]}, ['3 of tea']],
    [
      '[AP7] what has the category',
      {included: [entry(null, {category: {key: 'Brand', value: 'Quill'}})]},
      ['3 of tea'],
    ],
    [
      '[AP7] the rest where a category is excluded',
      {includedAll: true, excluded: [entry(null, {category: {key: 'Brand', value: 'Quill'}})]},
      ['1 of mug', '1 of mug-red', '1 of lamp'],
    ],
    [
      '[AP7] what there is, where another category is not in the cart',
      {included: [entry(null, {category: {key: 'Brand', value: 'Star'}}), entry('lamp')]},
      ['1 of lamp'],
    ],
  ])('%s', (_, rule, expected) => {
    expect(lines(rule)).toEqual(expected);
  });
});

test('[AP1] whether a selection was made, and whether products were named, is told', () => {
  expect(select({}, basket)).toMatchObject({isMade: false, namesProducts: false, lines: [], groups: []});
  expect(select({includedAll: true}, basket)).toMatchObject({isMade: true, namesProducts: false});
  expect(select({included: [entry('gone')]}, basket)).toMatchObject({
    isMade: true,
    namesProducts: true,
    lines: [],
  });
  expect(select({excluded: [entry('gone')]}, basket)).toMatchObject({isMade: true, namesProducts: true});
});

test('[AP2] several rules: each must select the line, those that select nothing in particular do not count', () => {
  const rules = [
    selecting({included: [ofCollection('warm')]}, 'val_own'),
    selecting({}, 'val_conditions'),
    selecting({excluded: [entry('mug-red', {object: 'sku'})]}, 'val_campaign'),
  ];
  expect(said(selectBy(rules, basket, shop), basket)).toEqual(['1 of mug', '3 of tea']);
});

test('[AP8] lines without units and lines that may not be touched are no positions', () => {
  const items = cart({sample: {price: 100, quantity: 0}, tea: 800, mug: 2_400, lamp: 500});
  const cheapest = {included: [ofCollection('a11pr0dUc75', {effect: 'APPLY_TO_CHEAPEST'})]};
  expect(said(select(cheapest, items), items)).toEqual(['1 of lamp']);
  const touchable = (line: number) => line !== 3;
  expect(said(select(cheapest, items, {touchable}), items)).toEqual(['1 of tea']);
  expect(said(select({includedAll: true}, items, {touchable}), items)).toEqual(['1 of tea', '1 of mug']);
});

describe('[AP9] a line that several entries match is governed by', () => {
  const entries = [
    ofCollection('warm', {quantityLimit: 5}),
    entry(null, {category: {key: 'Brand', value: 'Quill'}, quantityLimit: 4}),
    entry('mug', {quantityLimit: 2}),
    entry('mug', {quantityLimit: 3}),
    entry('mug-red', {object: 'sku', quantityLimit: 1}),
  ];
  const many = cart({mug: {quantity: 9}, 'mug-red': {quantity: 9}, tea: {quantity: 9, categories: quill}});

  test('the most specific, then the first', () => {
    expect(said(select({included: entries}, many, shop), many)).toEqual([
      '2 of mug',
      '1 of mug-red',
      '4 of tea',
    ]);
  });

  test('the same among a thousand entries', () => {
    const others = Array.from({length: 1_000}, (_, index) => entry(`other-${index}`, {quantityLimit: 8}));
    const included = [...others, ...entries];
    expect(said(select({included}, many, shop), many)).toEqual(['2 of mug', '1 of mug-red', '4 of tea']);
  });
});

test('[AP10] the same rule assigned twice counts once', () => {
  const alternate = selecting({included: [entry('tea', {target: 'UNIT', skipInitially: 1, repeat: 2})]});
  const items = cart({tea: {price: 800, quantity: 8}});
  expect(said(selectBy([alternate, alternate], items), items)).toEqual(['4 of tea']);
});

test('[AP23] of several entries the first with a price speaks for the line, the others are told', () => {
  const counted = entry('tea', {unitLimits: [{scope: 'campaign', limit: 5}]});
  const priced = entry('tea', {priceFormula: 'ORDER_ITEM_PRICE / 2'});
  const rules = [
    selecting({included: [counted]}, 'val_own'),
    selecting({included: [priced]}, 'val_campaign'),
  ];
  expect(selectBy(rules, basket).lines).toMatchObject([{entry: priced, otherEntries: [counted]}]);
  expect(selectBy(rules.slice(0, 1), basket).lines[0]).not.toHaveProperty('otherEntries');
  const fixed = entry('tea', {priceMinor: minor(400)});
  const other = [selecting({included: [counted]}, 'val_own'), selecting({included: [fixed]}, 'val_campaign')];
  expect(selectBy(other, basket).lines).toMatchObject([{entry: fixed, otherEntries: [counted]}]);
  const unnamed = [
    selecting({includedAll: true}, 'val_own'),
    selecting({included: [counted]}, 'val_campaign'),
  ];
  expect(selectBy(unnamed, basket)).toMatchObject({namesProducts: true, lines: [{entry: counted}]});
});

test('facts that do not belong to the order are a bug', () => {
  const shopping = inShop(basket, shop);
  expect(() => selectUnits([], {...shopping, lines: [], unitFactor: 1})).toThrow(AssertionFailure);
});

test('[AP20] the only entry of the only rule limits the money of all its lines together', () => {
  const basket = cart({mug: 900, tea: 500});
  const limited = ofCollection('hot', {aggregatedAmountLimitMinor: minor(400)});
  const collections = [collection('hot', 'prod_mug', 'prod_tea')];
  const products = [product('mug', 900), product('tea', 500)];
  const {lines, groups} = select({included: [limited]}, basket, {products, collections});
  expect(lines.map(({lineIndex, group}) => [lineIndex, group])).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(groups).toEqual([{aggregatedAmountLimitMinor: 400}]);
});

test('[AP20] a line under a limited and an unlimited entry of two rules is under the limit', () => {
  const rules = [
    selecting({included: [entry('mug', {aggregatedAmountLimitMinor: minor(400)})]}, 'val_one'),
    selecting({included: [entry('mug')]}, 'val_two'),
  ];
  expect(selectBy(rules, cart({mug: 900})).groups).toEqual([{aggregatedAmountLimitMinor: 400}]);
});
