import {describe, expect, test} from 'vitest';
import {sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {catalogueOf, cataloguePrice, findProduct, findSku, type NamedItem} from './catalogue.ts';

const mug = product('mug', 2_400);
const tea = product('tea', 800);
const red = sku('mug-red', 'prod_mug', 2_600);
const plain = sku('mug-plain', 'prod_mug', null);
/** Some shops use one id for a product and its only SKU. */
const loose = sku('tea', 'prod_tea', 900);
const catalogue = catalogueOf({products: [mug, tea], skus: [red, plain, loose]});

function named(given: Partial<NamedItem>): NamedItem {
  return {productId: null, sourceId: null, ...given};
}

describe('[CA1] what a line names', () => {
  test.each<[string, Partial<NamedItem>, string | undefined, string | undefined]>([
    ['a product by our id', {productId: 'prod_mug'}, 'mug', undefined],
    ['a product by the shop’s id', {sourceId: 'mug'}, 'mug', undefined],
    ['our id wins over the shop’s', {productId: 'prod_tea', sourceId: 'mug'}, 'tea', undefined],
    ['the shop’s id where ours is unknown', {productId: 'prod_gone', sourceId: 'mug'}, 'mug', undefined],
    ['a SKU by our id', {skuId: 'sku_mug-red'}, 'mug', 'mug-red'],
    ['a SKU by the shop’s id', {sourceId: 'mug-red'}, 'mug', 'mug-red'],
    ['a SKU of the product named', {productId: 'prod_mug', sourceId: 'mug-red'}, 'mug', 'mug-red'],
    ['no SKU of another product', {productId: 'prod_tea', sourceId: 'mug-red'}, 'tea', undefined],
    ['a product before a SKU of the same id', {sourceId: 'tea'}, 'tea', undefined],
    ['the SKU where the line says so', {sourceId: 'tea', relatedObject: 'sku'}, 'tea', 'tea'],
    [
      'the product where the line says so',
      {sourceId: 'mug-red', relatedObject: 'product'},
      undefined,
      undefined,
    ],
    [
      'a product is no SKU where the line says SKU',
      {sourceId: 'mug', relatedObject: 'sku'},
      undefined,
      undefined,
    ],
    ['a free amount', {}, undefined, undefined],
    ['what nobody knows', {sourceId: 'lamp', skuId: 'sku_lamp'}, undefined, undefined],
  ])('%s', (_, given, ofProduct, ofSku) => {
    expect(findProduct(catalogue, named(given))?.sourceId).toBe(ofProduct);
    expect(findSku(catalogue, named(given))?.sourceId).toBe(ofSku);
  });
});

test('[CA2] a SKU whose product is not here is found without it', () => {
  const alone = catalogueOf({products: [], skus: [red]});
  expect(findSku(alone, named({sourceId: 'mug-red'}))).toBe(red);
  expect(findProduct(alone, named({sourceId: 'mug-red'}))).toBeUndefined();
});

test('[CA3] a unit costs what its SKU costs, or its product', () => {
  expect(cataloguePrice(mug, red)).toBe(2_600);
  expect(cataloguePrice(mug, plain)).toBe(2_400);
  expect(cataloguePrice(mug, undefined)).toBe(2_400);
  expect(cataloguePrice(undefined, plain)).toBeNull();
});
