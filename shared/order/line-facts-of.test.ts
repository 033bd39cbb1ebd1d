import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {minor} from '../money/minor.ts';
import {changeLines} from './change-lines.ts';
import {lineFactsOf} from './line-facts-of.ts';
import {resolveOrder} from './resolve-order.ts';

const brand = {key: 'Brand', value: 'Quill'};
const season = {key: 'Season', value: 'Autumn'};
const mug = {...product('mug', 1_000, {colour: 'red', size: 'M'}), categories: [brand]};
const xl = sku('mug-xl', 'prod_mug', 1_500, {size: 'XL'});
const catalogue = catalogueOf({products: [mug, product('tea', 500)], skus: [xl]});

describe('[O9] what is known of a line', () => {
  test('comes from the catalogue', () => {
    const basket = cart({'mug-xl': {}, tea: {}, unknown: 5});
    expect(lineFactsOf(resolveOrder(basket, catalogue), basket, catalogue)).toEqual([
      {
        product: mug,
        sku: xl,
        productId: 'prod_mug',
        skuId: 'sku_mug-xl',
        sourceId: 'mug-xl',
        metadata: {},
        productMetadata: {colour: 'red', size: 'M'},
        skuMetadata: {size: 'XL'},
        categories: [brand],
      },
      {
        product: product('tea', 500),
        sku: undefined,
        productId: 'prod_tea',
        skuId: null,
        sourceId: 'tea',
        metadata: {},
        productMetadata: {},
        skuMetadata: {},
        categories: [],
      },
      {
        product: undefined,
        sku: undefined,
        productId: null,
        skuId: null,
        sourceId: 'unknown',
        metadata: {},
        productMetadata: {},
        skuMetadata: {},
        categories: [],
      },
    ]);
  });

  test('and from the cart, which wins', () => {
    const basket = cart({
      mug: {
        metadata: {engraved: true},
        productMetadata: {colour: 'blue', glaze: 'matt'},
        skuMetadata: {ean: '1'},
        categories: [season, brand, {key: 'Brand', value: 'Other'}],
        taxPpm: 190_000,
      },
      cup: {productMetadata: {colour: 'white'}, categories: [season], taxPpm: 0},
      tea: {categories: []},
    });
    const [first, second, third] = lineFactsOf(resolveOrder(basket, catalogue), basket, catalogue);
    expect(first).toMatchObject({
      metadata: {engraved: true},
      productMetadata: {colour: 'blue', size: 'M', glaze: 'matt'},
      skuMetadata: {ean: '1'},
      categories: [brand, season, {key: 'Brand', value: 'Other'}],
      taxPpm: 190_000,
    });
    expect(second).toMatchObject({productMetadata: {colour: 'white'}, categories: [season]});
    expect(second).not.toHaveProperty('taxPpm');
    expect(third?.categories).toEqual([]);

    const two = catalogueOf({products: [{...mug, categories: [brand, season]}]});
    const repeated = cart({
      mug: {categories: [season, {key: 'Season', value: 'Winter'}, {key: 'Maker', value: 'Quill'}]},
    });
    const [facts] = lineFactsOf(resolveOrder(repeated, two), repeated, two);
    expect(facts?.categories).toEqual([
      brand,
      season,
      {key: 'Season', value: 'Winter'},
      {key: 'Maker', value: 'Quill'},
    ]);
  });

  test('of an added line, what the catalogue says', () => {
    const basket = cart({tea: 500});
    const start = resolveOrder(basket, catalogue);
    const order = changeLines(
      start,
      [],
      [
        {
          productId: 'prod_mug',
          skuId: 'sku_mug-xl',
          sourceId: null,
          quantity: 1,
          priceMinor: minor(5),
          amountMinor: minor(5),
          discountMinor: minor(5),
        },
      ],
    );
    if (order === null) throw new Error('an order expected');
    const before = lineFactsOf(start, basket, catalogue);
    const after = lineFactsOf(order, basket, catalogue);
    expect(after).toHaveLength(2);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({product: mug, sku: xl, sourceId: 'mug-xl', categories: [brand]});
  });

  test('is worked out once per cart and catalogue', () => {
    const basket = cart({mug: {}});
    const order = resolveOrder(basket, catalogue);
    expect(lineFactsOf(order, basket, catalogue)).toBe(lineFactsOf(order, basket, catalogue));
    const other = catalogueOf({products: []});
    expect(lineFactsOf(order, basket, other)[0]?.product).toBeUndefined();
  });
});
