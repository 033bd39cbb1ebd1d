import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {inShop} from '../../test/builders/selection.ts';
import {type LineSelector, readSelector, selects} from './product-selector.ts';

const basket = cart({
  mug: {},
  'mug-red': {},
  tea: {categories: [{key: 'Brand', value: 'Quill'}]},
  lamp: {price: 500},
});
const shop = inShop(basket, {
  products: [product('mug', 2_400), product('tea', 800)],
  skus: [sku('mug-red', 'prod_mug', 2_600)],
  collections: [collection('hot', 'prod_tea')],
});

/** The lines that a selector means, by their source ids. */
function meant(selector: LineSelector): readonly (string | null)[] {
  return shop.lines.filter(line => selects(selector, line, shop.catalogue)).map(line => line.sourceId);
}

const none = {id: null, sourceId: null} as const;

describe('a selector means', () => {
  test.each<[string, LineSelector, readonly string[]]>([
    ['[AP5] a product and its SKUs', {...none, object: 'product', id: 'prod_mug'}, ['mug', 'mug-red']],
    ['[AP5] strictly the product', {...none, object: 'product', id: 'prod_mug', strict: true}, ['mug']],
    ['[AP5] one SKU', {...none, object: 'sku', id: 'sku_mug-red'}, ['mug-red']],
    ['[AP6] a product by the shop’s id', {...none, object: 'product', sourceId: 'mug'}, ['mug', 'mug-red']],
    ['[AP6] a SKU by the shop’s id', {...none, object: 'sku', sourceId: 'mug-red'}, ['mug-red']],
    ['[AP6] the shop’s id sent as ours', {...none, object: 'product', id: 'mug'}, ['mug', 'mug-red']],
    [
      '[AP6] what only the cart knows, as a product',
      {...none, object: 'product', sourceId: 'lamp'},
      ['lamp'],
    ],
    ['[AP6] what only the cart knows, as a SKU', {...none, object: 'sku', sourceId: 'lamp'}, ['lamp']],
    ['[AP6] no product where a SKU is asked for', {...none, object: 'sku', sourceId: 'tea'}, []],
    ['[AP6] a collection', {...none, object: 'products_collection', id: 'pc_hot'}, ['tea']],
    ['[AP6] no collection without an id', {...none, object: 'products_collection', sourceId: 'pc_hot'}, []],
    [
      '[AP7] a category by key and value',
      {...none, object: 'product', category: {key: 'Brand', value: 'Quill'}},
      ['tea'],
    ],
    ['[AP7] no other value', {...none, object: 'product', category: {key: 'Brand', value: 'quill'}}, []],
    ['[AP7] no other key', {...none, object: 'product', category: {key: 'Colour', value: 'Quill'}}, []],
    ['nothing where it names nothing', {...none, object: 'product'}, []],
  ])('%s', (_, selector, expected) => {
    expect(meant(selector)).toEqual(expected);
  });

  test('[AP6] a SKU by the shop’s id, sent as product or SKU', () => {
    const red = cart({'mug-red': {sourceId: null, skuId: 'sku_mug-red'}});
    const {lines, catalogue} = inShop(red, {skus: [sku('mug-red', 'prod_mug', 2_600)]});
    const [line] = lines;
    const either = readSelector({type: 'product_or_sku', source_id: 'mug-red'});
    expect(line && either && selects(either, line, catalogue)).toBe(true);
    expect(line && selects({...none, object: 'product', id: 'prod_mug'}, line, catalogue)).toBe(true);
  });
});

describe('a selector on the wire', () => {
  test.each<[string, unknown, LineSelector | null]>([
    ['a product', {object: 'product', id: 'prod_mug'}, {object: 'product', id: 'prod_mug', sourceId: null}],
    ['a SKU', {object: 'sku', source_id: 'red'}, {object: 'sku', id: null, sourceId: 'red'}],
    [
      'the object before the type',
      {object: 'sku', type: 'product_or_sku', id: 'x'},
      {object: 'sku', id: 'x', sourceId: null},
    ],
    [
      'a product by its id',
      {type: 'product_or_sku', id: 'prod_a'},
      {object: 'product', id: 'prod_a', sourceId: null},
    ],
    [
      'a SKU by its id',
      {object: 'product_or_sku', id: 'sku_a'},
      {object: 'sku', id: 'sku_a', sourceId: null},
    ],
    [
      'a collection',
      {type: 'products_collection', id: 'pc_a'},
      {object: 'products_collection', id: 'pc_a', sourceId: null},
    ],
    [
      'a strict product',
      {object: 'product', id: 'a', strict: true},
      {object: 'product', id: 'a', sourceId: null, strict: true},
    ],
    [
      'a category',
      {object: 'category', key: 'Brand', value: 'Quill'},
      {object: 'product', ...none, category: {key: 'Brand', value: 'Quill'}},
    ],
    ['no category without a value', {object: 'category', key: 'Brand'}, null],
    ['no collection by the shop’s id', {object: 'products_collection', source_id: 'hot'}, null],
    ['no product without an id', {object: 'product', id: ''}, null],
    ['nothing of another kind', {object: 'customer', id: 'a'}, null],
    ['no category without a key', {object: 'category', value: 'Quill'}, null],
    ['no text', 'prod_mug', null],
    ['nothing', null, null],
  ])('is %s', (_, wire, expected) => {
    expect(readSelector(wire)).toEqual(expected);
  });
});
