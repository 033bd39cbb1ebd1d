import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {filtered} from '../../test/builders/catalogue.ts';
import {entry, ofCollection, said, select, selectBy, selecting} from '../../test/builders/selection.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';

const star = {productMetadata: {brand: 'Star'}};
const adventure = {productMetadata: {brand: 'Adventure'}};
/** The basket of the published worked examples. */
const basket = cart({
  'adv-tshirt': {price: 2_000, quantity: 3, ...adventure},
  'adv-poster': {price: 1_500, quantity: 5, ...adventure},
  'adv-mug': {price: 1_000, quantity: 2, ...adventure},
  'adv-socks': {price: 500, quantity: 4, ...adventure},
  'star-bottle': {price: 2_500, quantity: 2, ...star},
});
const collections = [filtered('adventure', {'metadata.brand': {conditions: {$is: ['Adventure']}}})];

function picked(given: Partial<ApplicableEntry>) {
  return select({included: [ofCollection('adventure', given)]}, basket, {collections});
}

function units(selection: ReturnType<typeof select>) {
  return selection.application.applicable.flatMap(({units = []}) => units);
}

describe('[AP12] worked examples: the dearest first, skip 1, every second', () => {
  const alternate = {effect: 'APPLY_FROM_MOST_EXPENSIVE', skipInitially: 1, repeat: 2} as const;

  test('line by line (prose-application-rule-line)', () => {
    expect(said(picked({...alternate, target: 'ITEM'}), basket)).toEqual([
      '5 of adv-poster',
      '4 of adv-socks',
    ]);
  });

  test('unit by unit, counted on across lines (prose-application-rule-unit)', () => {
    const selection = picked({...alternate, target: 'UNIT'});
    expect(said(selection, basket)).toEqual([
      '1 of adv-tshirt',
      '3 of adv-poster',
      '1 of adv-mug',
      '2 of adv-socks',
    ]);
    expect(units(selection)).toEqual([
      {lineIndex: 0, units: [2]},
      {lineIndex: 1, units: [1, 3, 5]},
      {lineIndex: 2, units: [2]},
      {lineIndex: 3, units: [2, 4]},
    ]);
  });

  test('skip 1, repeat 3 of ten units is 2, 5, 8', () => {
    const ten = cart({tea: {price: 800, quantity: 10}});
    const third = select({included: [entry('tea', {target: 'UNIT', skipInitially: 1, repeat: 3})]}, ten);
    expect(units(third)).toEqual([{lineIndex: 0, units: [2, 5, 8]}]);
  });

  test('as many as can be passed over may be', () => {
    expect(picked({target: 'UNIT', skipInitially: 14}).lines).toEqual([]);
    expect(said(picked({target: 'UNIT', skipInitially: 13}), basket)).toEqual(['1 of adv-socks']);
    expect(said(picked({target: 'UNIT', repeat: 1_000_000}), basket)).toEqual(['1 of adv-tshirt']);
  });

  test('of more units than anybody could list', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const endless = cart({tea: {price: 1, quantity: most}, mug: {price: 1, quantity: most}});
    const every = {target: 'UNIT', skipInitially: most - 1, repeat: most} as const;
    const selection = select({included: [ofCollection('a11pr0dUc75', every)]}, endless);
    expect(said(selection, endless)).toEqual(['1 of tea', '1 of mug']);
  });
});

describe('[AP11] the order of picking', () => {
  test.each([
    ['APPLY_TO_EVERY', ['3 of adv-tshirt', '5 of adv-poster', '2 of adv-mug', '4 of adv-socks']],
    ['APPLY_FROM_CHEAPEST', ['4 of adv-socks', '2 of adv-mug', '5 of adv-poster', '3 of adv-tshirt']],
    ['APPLY_FROM_MOST_EXPENSIVE', ['3 of adv-tshirt', '5 of adv-poster', '2 of adv-mug', '4 of adv-socks']],
  ] as const)('%s', (effect, expected) => {
    expect(said(picked({effect}), basket)).toEqual(expected);
  });

  const ties = cart({
    unpriced: {},
    unknown: {},
    late: {price: 500, quantity: 2},
    low: {price: 500, quantity: 1},
    first: {price: 500, quantity: 2},
    stated: {amount: 800, quantity: 2},
  });
  test.each([
    ['APPLY_FROM_CHEAPEST', ['stated', 'low', 'late', 'first', 'unpriced', 'unknown']],
    ['APPLY_FROM_MOST_EXPENSIVE', ['low', 'late', 'first', 'stated', 'unpriced', 'unknown']],
  ] as const)(
    '%s: equal prices by lower subtotal, then as they stand; without a price last',
    (effect, expected) => {
      const selection = select({included: [ofCollection('a11pr0dUc75', {effect})]}, ties);
      expect(selection.lines.map(({lineIndex}) => ties.lines[lineIndex]?.sourceId)).toEqual(expected);
    },
  );

  test.each([
    ['cart_order', ['2 of adv-tshirt']],
    ['cheapest', ['2 of adv-socks']],
    ['dearest', ['2 of adv-tshirt']],
  ] as const)('of entries that name none is the shop’s: %s', (freeUnits, expected) => {
    const included = [ofCollection('adventure', {aggregatedQuantityLimit: 2})];
    expect(said(select({included}, basket, {collections, freeUnits}), basket)).toEqual(expected);
  });

  test('that an entry names is not the shop’s to change', () => {
    const included = [ofCollection('adventure', {effect: 'APPLY_TO_MOST_EXPENSIVE'})];
    const selection = select({included}, basket, {collections, freeUnits: 'cheapest'});
    expect(said(selection, basket)).toEqual(['3 of adv-tshirt']);
  });
});

describe('[AP13] a single position', () => {
  test.each<[string, Partial<ApplicableEntry>, readonly string[]]>([
    ['the cheapest line', {effect: 'APPLY_TO_CHEAPEST'}, ['4 of adv-socks']],
    ['the dearest line', {effect: 'APPLY_TO_MOST_EXPENSIVE', target: 'ITEM'}, ['3 of adv-tshirt']],
    ['the cheapest unit', {effect: 'APPLY_TO_CHEAPEST', target: 'UNIT'}, ['1 of adv-socks']],
    ['the second cheapest line', {effect: 'APPLY_TO_CHEAPEST', skipInitially: 1}, ['2 of adv-mug']],
    [
      'the sixth cheapest unit',
      {effect: 'APPLY_TO_CHEAPEST', target: 'UNIT', skipInitially: 5},
      ['1 of adv-mug'],
    ],
    [
      'only one, whatever is repeated',
      {effect: 'APPLY_TO_CHEAPEST', target: 'UNIT', repeat: 2},
      ['1 of adv-socks'],
    ],
    ['none where all are passed over', {effect: 'APPLY_TO_CHEAPEST', skipInitially: 4}, []],
  ])('%s', (_, given, expected) => {
    expect(said(picked(given), basket)).toEqual(expected);
  });
});

describe('[AP14] entries that pick alike pick together', () => {
  const cheapest = {effect: 'APPLY_TO_CHEAPEST'} as const;

  test('the cheapest of mugs and socks is one line', () => {
    const included = [entry('adv-mug', cheapest), entry('adv-socks', cheapest)];
    expect(said(select({included}, basket), basket)).toEqual(['4 of adv-socks']);
  });

  test('each with its own limit', () => {
    const every = {effect: 'APPLY_FROM_CHEAPEST', target: 'UNIT', repeat: 2} as const;
    const included = [entry('adv-mug', every), entry('adv-socks', {...every, quantityLimit: 1})];
    expect(said(select({included}, basket), basket)).toEqual(['1 of adv-socks', '1 of adv-mug']);
  });

  test.each<[string, Partial<ApplicableEntry>]>([
    ['effect', {effect: 'APPLY_TO_MOST_EXPENSIVE'}],
    ['number', {effect: 'APPLY_FROM_CHEAPEST'}],
    ['target', {...cheapest, target: 'UNIT'}],
    ['skip', {...cheapest, skipInitially: 1}],
    ['repeat', {...cheapest, repeat: 2}],
  ])('those that differ in %s do not', (difference, other) => {
    const pens = cart({
      pen: {price: 100, quantity: 2},
      ink: {price: 200, quantity: 2},
      nib: {price: 300, quantity: 2},
    });
    const included = [entry('pen', cheapest), entry('ink', other), entry('nib', other)];
    const apart: Readonly<Record<string, readonly string[]>> = {
      effect: ['2 of pen', '2 of nib'],
      number: ['2 of pen', '2 of ink', '2 of nib'],
      target: ['2 of pen', '1 of ink'],
      skip: ['2 of pen', '2 of nib'],
      repeat: ['2 of pen', '2 of ink'],
    };
    expect(said(select({included}, pens), pens)).toEqual(apart[difference]);
  });

  test('others pick on their own, in the order of the list', () => {
    const included = [
      entry('adv-mug', cheapest),
      entry('star-bottle', {effect: 'APPLY_FROM_MOST_EXPENSIVE', target: 'UNIT', repeat: 2}),
      entry('adv-poster'),
      entry('adv-socks', cheapest),
    ];
    expect(said(select({included}, basket), basket)).toEqual([
      '4 of adv-socks',
      '1 of star-bottle',
      '5 of adv-poster',
    ]);
  });
});

describe('[AP15] several rules', () => {
  const own = selecting({included: [entry('tea', {target: 'UNIT', skipInitially: 1, repeat: 2})]}, 'val_own');

  test('pick one after the other, from what is left', () => {
    const tea = cart({tea: {price: 800, quantity: 10}});
    const third = {effect: 'APPLY_TO_EVERY', target: 'UNIT', skipInitially: 2, repeat: 3} as const;
    const campaign = selecting({included: [entry('tea', third)]}, 'val_campaign');
    const selection = selectBy([own, campaign], tea);
    expect(said(selection, tea)).toEqual(['1 of tea']);
    expect(selection.application.applicable.map(({units}) => units)).toEqual([
      [{lineIndex: 0, units: [6]}],
      [{lineIndex: 0, units: [6]}],
    ]);
  });

  test('pick only among lines that all of them select', () => {
    const cheapest = selecting(
      {included: [ofCollection('a11pr0dUc75', {effect: 'APPLY_TO_CHEAPEST'})]},
      'val_own',
    );
    const campaign = selecting({excluded: [entry('adv-socks')]}, 'val_campaign');
    expect(said(selectBy([cheapest, campaign], basket), basket)).toEqual(['2 of adv-mug']);
  });
});

test('[AP11] equal prices stand as in the order, whatever a rule before made of it', () => {
  const equal = cart({pen: 100, ink: 100, nib: 100});
  const nib = {effect: 'APPLY_FROM_CHEAPEST'} as const;
  const rules = [
    selecting({
      included: [entry('nib', nib), entry('ink', {...nib, repeat: 2}), entry('pen', {...nib, repeat: 3})],
    }),
    selecting({included: [ofCollection('a11pr0dUc75', nib)]}, 'val_campaign'),
  ];
  expect(said(selectBy(rules.slice(0, 1), equal), equal)).toEqual(['1 of nib', '1 of ink', '1 of pen']);
  expect(said(selectBy(rules, equal), equal)).toEqual(['1 of pen', '1 of ink', '1 of nib']);
});

describe('[AP16] the order of application', () => {
  test('is that of the cart where no entry names one, however the entries stand', () => {
    const included = [entry('adv-socks'), entry('adv-tshirt', {quantityLimit: 1})];
    expect(said(select({included}, basket), basket)).toEqual(['1 of adv-tshirt', '4 of adv-socks']);
  });

  test('puts lines that are only included with the rest last', () => {
    const included = [entry('adv-socks', {effect: 'APPLY_FROM_CHEAPEST'})];
    const selection = select({includedAll: true, included}, basket);
    expect(said(selection, basket)[0]).toBe('4 of adv-socks');
    expect(selection.lines).toHaveLength(5);
  });

  test('is that of the last rule that names one', () => {
    const rules = [
      selecting({included: [ofCollection('a11pr0dUc75', {effect: 'APPLY_FROM_CHEAPEST'})]}, 'val_own'),
      selecting({excluded: [entry('star-bottle')]}, 'val_more'),
      selecting({included: [ofCollection('a11pr0dUc75', {aggregatedQuantityLimit: 5})]}, 'val_campaign'),
    ];
    expect(said(selectBy(rules, basket), basket)).toEqual(['4 of adv-socks', '1 of adv-mug']);
  });
});
