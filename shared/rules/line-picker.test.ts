import {describe, expect, test} from 'vitest';
import {ask, isMet} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {single, trace} from '../../test/builders/judge.ts';
import {condition} from '../../test/builders/rules.ts';
import type {Collection} from '../catalog/collection.ts';
import type {Metadata} from '../kernel/metadata.ts';

const hot: Collection = {
  kind: 'products_collection',
  id: 'pc_hot',
  version: 1,
  name: 'hot',
  members: {
    type: 'STATIC',
    products: [
      {object: 'product', id: 'prod_tea'},
      {object: 'product', id: 'prod_soup'},
    ],
  },
};
const products = [
  product('tea', 800),
  {...product('soup', 600), categories: [{key: 'Course', value: 'starter'}]},
  product('mug', 2400),
  product('cup', 2400),
];
const given = {products, collections: [hot]};
const lunch = cart({tea: 800, soup: 600, mug: 2400, cup: 2400});

const tea = {object: 'product', source_id: 'tea'};
const soup = {object: 'product', id: 'prod_soup'};
const mug = {object: 'product', source_id: 'mug'};
const cup = {object: 'product', source_id: 'cup'};
const collection = {object: 'products_collection', id: 'pc_hot'};
const starter = {object: 'category', key: 'Course', value: 'starter'};

describe('[R23] picking lines', () => {
  test.each<[string, Metadata, boolean]>([
    ['any', {$is: [collection]}, true],
    ['any', {$is: [mug], $from: [collection]}, false],
    ['any', {$is: [tea], $from: [collection]}, true],
    ['any', {$from: [{object: 'products_collection', id: 'pc_unknown'}]}, false],
    ['any', {$is_not: [tea, soup, mug, cup]}, false],
    ['any', {$is_not: [tea]}, true],
    ['any', {$is: [tea], $is_not: [collection]}, false],
    ['none', {$is: [collection], $is_not: [tea, soup]}, true],
    ['every', {$is: [collection, mug, cup]}, true],
    ['every', {$is_not: [mug]}, false],
  ])('%s of %j is %s', (quantifier, conditions, expected) => {
    expect(isMet(single(`order.items.${quantifier}`, conditions), lunch, given)).toBe(expected);
  });

  test('the trace tells all of it, and picked lines stand in the order of the cart', () => {
    const wire = single('order.items.any', {$is: [soup, tea], $from: [collection]});
    expect(trace(ask(wire, lunch, given).checks)).toEqual([
      '1 order.items.any $is,$from {"$is":["prod_soup","tea"],"$from":["pc_hot"]}: ["prod_tea","prod_soup"] ✓',
    ]);
  });
});

describe('[R24] the cheapest and the most expensive', () => {
  test.each<[string, Metadata, boolean]>([
    ['cheapest', {$is: [soup]}, true],
    ['cheapest', {$is: [tea]}, false],
    ['cheapest', {$is: [collection]}, true],
    ['cheapest', {$is: [tea], $from: [tea, mug]}, true],
    // Mug and cup cost the same, so both must be picked.
    ['most_expensive', {$is: [mug]}, false],
    ['most_expensive', {$is: [mug, cup]}, true],
    ['most_expensive', {$is: [tea], $from: [collection]}, true],
    ['most_expensive', {$is: [soup], $from: [collection]}, false],
    ['cheapest', {$is: [soup], $from: [{object: 'products_collection', id: 'pc_unknown'}]}, false],
  ])('%s of %j is %s', (extreme, conditions, expected) => {
    expect(isMet(single(`order.items.${extreme}`, conditions), lunch, given)).toBe(expected);
  });

  test('lines without a price are neither', () => {
    const free = cart({tea: 800, gift: {}});
    expect(isMet(single('order.items.cheapest', {$is: [tea]}), free)).toBe(true);
    expect(isMet(single('order.items.cheapest', {$is: [tea]}), cart({gift: {}}))).toBe(false);
  });

  test('a line that only has an amount costs its share of it', () => {
    const both = cart({tea: {amount: 1000, quantity: 3}, mug: 333});
    expect(isMet(single('order.items.cheapest', {$is: [mug]}), both)).toBe(true);
  });

  test('nested rules are asked of each of them', () => {
    const atLeast = (n: number) => ({
      rules: {'1': condition('order.items.quantity', {$more_than: [n]}), logic: '1'},
    });
    const pairs = cart({tea: {price: 800, quantity: 2}, mug: {price: 800, quantity: 5}});
    const all = {$is: [tea, mug]};
    expect(isMet(single('order.items.cheapest', all, atLeast(1)), pairs)).toBe(true);
    expect(isMet(single('order.items.cheapest', all, atLeast(2)), pairs)).toBe(false);
  });
});

describe('[R28] categories', () => {
  test.each<[string, boolean]>([
    ['starter', true],
    ['dessert', false],
  ])('%s picks lines, and is a value of the cart and of a line', (value, expected) => {
    const picked = single('order.items.any', {$is: [{...starter, value}]});
    const ofCart = single('product.category', {$is: [value]}, {property: 'Course'});
    const ofLine = single(
      'order.items.any',
      {},
      {
        rules: {'1': condition('order.items.category', {$is: [value]}, {property: 'Course'}), logic: '1'},
      },
    );
    for (const wire of [picked, ofCart, ofLine]) expect(isMet(wire, lunch, given)).toBe(expected);
  });

  test('of the order as a whole', () => {
    const paid = {...lunch, categories: [{key: 'Payment', value: 'card'}]};
    const byCard = single('order.category', {$is: ['card']}, {property: 'Payment'});
    expect(isMet(byCard, paid)).toBe(true);
    expect(isMet(byCard, lunch)).toBe(false);
  });
});

describe('[R25] all lines', () => {
  const marked = cart({
    tea: {price: 800, metadata: {gift: true}},
    mug: {price: 2400, metadata: {gift: false}},
  });
  test.each<[string, Metadata, string | undefined, boolean]>([
    ['price_any', {$more_than: [2000]}, undefined, true],
    ['price_any', {$more_than: [3000]}, undefined, false],
    ['price_each', {$more_than: [500]}, undefined, true],
    ['price_each', {$more_than: [1000]}, undefined, false],
    ['metadata_any', {$is: [true]}, 'gift', true],
    ['metadata_each', {$is: [true]}, 'gift', false],
    ['metadata_each', {$in: [true, false]}, 'gift', true],
    ['metadata_each', {$is_not: ['x']}, 'colour', true],
  ])('order.items.%s %j is %s %s', (name, conditions, property, expected) => {
    const more = property === undefined ? {} : {property};
    expect(isMet(single(`order.items.${name}`, conditions, more), marked)).toBe(expected);
  });

  test('no lines have no such value', () => {
    expect(isMet(single('order.items.price_each', {$more_than: [0]}), cart({}, {amount: 100}))).toBe(false);
    const unused = cart({tea: {price: 800, quantity: 0}});
    expect(isMet(single('order.items.price_each', {$more_than: [0]}), unused)).toBe(false);
  });

  test('the trace lists what each line has', () => {
    expect(trace(ask(single('order.items.price_each', {$more_than: [1000]}), marked).checks)).toEqual([
      '1 order.items.price_each $more_than 1000: [800,2400] ✗',
    ]);
  });
});
