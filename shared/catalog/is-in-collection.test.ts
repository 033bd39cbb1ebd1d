import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, filtered, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {epochMs} from '../kernel/epoch.ts';
import type {ProductId, SkuId} from '../kernel/id.ts';
import type {Cart} from '../order/cart.ts';
import {lineFactsOf} from '../order/line-facts-of.ts';
import {resolveOrder} from '../order/resolve-order.ts';
import {catalogueOf} from './catalogue.ts';
import {allProductsCollectionId, type Collection} from './collection.ts';
import {isInCollection} from './is-in-collection.ts';

const brand = (value: string) => [{key: 'Brand', value}];
const products = [
  product('mug', 2_400, {brand: 'Star', since: '2026-11-01'}),
  {...product('tea', 800, {brand: 'Quill'}), categories: brand('Quill')},
];
const skus = [sku('mug-red', 'prod_mug', 6_000, {size: 'L'}), sku('mug-plain', 'prod_mug', null)];

/** Which lines of the cart are in the collection, by place. */
function members(of: Collection | string, items: Cart, nowMs = epochMs(0)): readonly number[] {
  const collections = typeof of === 'string' ? [] : [of];
  const catalogue = catalogueOf({products, skus, collections, nowMs, place: {zone: 'Europe/Vienna'}});
  const id = typeof of === 'string' ? of : of.id;
  const lines = lineFactsOf(resolveOrder(items, catalogue), items, catalogue);
  return lines.flatMap((line, place) => (isInCollection(catalogue, id, line) ? [place] : []));
}

const basket = cart({mug: {}, 'mug-red': {}, 'mug-plain': {}, tea: {}, lamp: 500});

describe('[CA4] a fixed collection', () => {
  test.each<[string, readonly (ProductId | SkuId)[], readonly number[]]>([
    ['holds its products and their SKUs', ['prod_mug'], [0, 1, 2]],
    ['holds a SKU without its product', ['sku_mug-red'], [1]],
    ['may be empty', [], []],
    ['knows products and SKUs apart', ['prod_tea', 'sku_mug-plain'], [2, 3]],
  ])('%s', (_, ids, expected) => {
    expect(members(collection('some', ...ids), basket)).toEqual(expected);
  });

  test('holds what it lists by the shop’s id', () => {
    const shops = {type: 'STATIC' as const, products: [{object: 'product' as const, id: 'tea'}]};
    expect(members({...collection('some'), members: shops}, basket)).toEqual([3]);
  });

  test('brings the SKUs of a product along that is not here itself', () => {
    const catalogue = catalogueOf({products: [], skus, collections: [collection('some', 'prod_mug')]});
    const items = cart({'mug-red': {}});
    const [line] = lineFactsOf(resolveOrder(items, catalogue), items, catalogue);
    expect(line && isInCollection(catalogue, 'pc_some', line)).toBe(true);
  });
});

describe('a collection with a filter', () => {
  const is = (field: string, operator: string, ...values: string[]) =>
    filtered('some', {junction: 'and', [field]: {conditions: {[operator]: values}}});

  test.each<[string, Collection, readonly number[]]>([
    ['[CA5] matches attributes', is('metadata.brand', '$is', 'Star'), [0, 1, 2]],
    ['[CA5] matches prices in minor units', is('price', '$more_than', '5000'), [1]],
    ['[CA6] a SKU without a price has its product’s', is('price', '$less_than', '3000'), [0, 2, 3]],
    ['[CA6] a SKU’s attributes are its own', is('metadata.size', '$is', 'L'), [1]],
    ['[CA6] a SKU is not what its product is not', is('metadata.brand', '$is_not', 'Star'), [3, 4]],
    ['[CA6] the names of both count', is('name', '$is', 'mug'), [0, 1, 2]],
    ['[CA6] the name of the SKU counts', is('name', '$is', 'mug-red'), [1]],
    ['[CA6] the ids of both count', is('id', '$is', 'prod_mug'), [0, 1, 2]],
    ['[CA6] the shop’s ids count', is('source_id', '$in', 'mug-red', 'lamp'), [1, 4]],
    ['[CA6] SKUs can be asked for', is('object', '$is', 'sku'), [1, 2]],
    ['[CA6] SKUs can be left out', is('object', '$is_not', 'sku'), [0, 3, 4]],
    [
      '[CA6] what is no SKU is a product, and a SKU is one too',
      is('object', '$is', 'product'),
      [0, 1, 2, 3, 4],
    ],
    ['[CA6] SKUs can be asked for by product', is('product_id', '$is', 'prod_tea'), [3]],
    ['[CA7] matches categories by key', is('category.Brand', '$is', 'Quill'), [3]],
    ['[CA7] by that key only', is('category.Colour', '$is', 'Quill'), []],
    ['[CA7] that a line need not have', is('category.Brand', '$is_unknown', ''), [0, 1, 2, 4]],
    ['[CA9] unknown fields match nothing', is('colour', '$is', 'red'), []],
  ])('%s', (_, dynamic, expected) => {
    expect(members(dynamic, basket)).toEqual(expected);
  });

  test('[CA5] matches what only the cart describes, and the cart’s word wins', () => {
    const described = cart({
      poster: {price: 900, productMetadata: {brand: 'Star'}},
      mug: {productMetadata: {brand: 'Quill'}},
    });
    expect(members(is('metadata.brand', '$is', 'Star'), described)).toEqual([0]);
  });

  test('[CA9] that cannot be understood holds nothing', () => {
    expect(members(is('metadata.brand', '$like', 'Star'), basket)).toEqual([]);
  });

  test('[CA10] means dates at the catalogue’s instant', () => {
    const old = is('metadata.since', '$more_than_ago', '10');
    expect(members(old, basket, epochMs(Date.parse('2026-11-05T12:00:00Z')))).toEqual([]);
    expect(members(old, basket, epochMs(Date.parse('2026-11-20T12:00:00Z')))).toEqual([0, 1, 2]);
  });
});

test('a line is asked about anew by another catalogue', () => {
  const dated = filtered('old', {'metadata.since': {conditions: {$before: ['2026-11-10']}}});
  const soon = filtered('old', {'metadata.since': {conditions: {$before: ['2026-10-01']}}});
  const items = cart({mug: {}});
  const first = catalogueOf({products, collections: [dated]});
  const [line] = lineFactsOf(resolveOrder(items, first), items, first);
  expect(line && isInCollection(first, 'pc_old', line)).toBe(true);
  expect(line && isInCollection(first, 'pc_old', line)).toBe(true);
  expect(line && isInCollection(catalogueOf({products, collections: [soon]}), 'pc_old', line)).toBe(false);
});

test('[CA8] every product is in the collection of all, however a line says that it is one', () => {
  const nameless = {price: 10, sourceId: null};
  const items = cart({
    mug: {},
    lamp: 500,
    'free amount': nameless,
    'our id of what nobody knows': {...nameless, productId: 'prod_gone'},
    'our id of a SKU that nobody knows': {...nameless, skuId: 'sku_gone'},
    attributes: {...nameless, productMetadata: {brand: 'Star'}},
    'attributes of a SKU': {...nameless, skuMetadata: {size: 'L'}},
    category: {...nameless, categories: brand('Quill')},
  });
  expect(members(allProductsCollectionId, items)).toEqual([0, 1, 3, 4, 5, 6, 7]);
  const anything = filtered('any', {'metadata.shape': {conditions: {$is_not: ['round']}}});
  expect(members(anything, items)).toEqual([0, 1, 3, 4, 5, 6, 7]);
});

test('[CA9] a collection that nobody knows holds nothing', () => {
  expect(members('pc_gone', basket)).toEqual([]);
});
