import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {collection, sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {entry, inShop, ofCollection} from '../../test/builders/selection.ts';
import type {ApplicableEntry} from '../rules/validation-rule.ts';
import {compileApplicable} from './compile-applicable.ts';

const shelf = {
  products: [product('mug', 2_400), product('tea', 800)],
  skus: [sku('mug-red', 'prod_mug'), sku('orphan', 'prod_gone')],
  collections: [collection('warm', 'prod_tea')],
};
const items = cart({
  mug: {},
  'mug-red': {sourceId: null, skuId: 'sku_mug-red'},
  tea: {sourceId: null, productId: 'prod_tea'},
  orphan: {},
  poster: {price: 900},
  gift: {price: 100, sourceId: null, categories: [{key: 'Kind', value: 'Gift'}]},
});
const {lines, catalogue} = inShop(items, shelf);

/** Which lines each entry governs: `0:mug` is the first entry of the list and the line of the mug. */
function governed(included: readonly ApplicableEntry[]): readonly string[] {
  const {included: index} = compileApplicable({includedAll: false, included: [...included], excluded: []});
  const names = ['mug', 'mug-red', 'tea', 'orphan', 'poster', 'gift'];
  return lines.flatMap((line, place) => {
    const found = index.governing(line, catalogue);
    return found === null ? [] : [`${found.index}:${names[place]}`];
  });
}

const strangers = Array.from({length: 12}, (_, index) => entry(`stranger-${index}`));

test.each<[string, ApplicableEntry, readonly string[]]>([
  ['a product by our id', entry(null, {id: 'prod_mug'}), ['0:mug', '0:mug-red']],
  ['a product by the shop’s id', entry('mug'), ['0:mug', '0:mug-red']],
  ['a product whose line says our id', entry('tea'), ['0:tea']],
  ['a SKU by our id', entry(null, {object: 'sku', id: 'sku_mug-red'}), ['0:mug-red']],
  ['a SKU by the shop’s id', entry('mug-red', {object: 'sku'}), ['0:mug-red']],
  ['a product that only its SKU tells', entry(null, {id: 'prod_gone'}), ['0:orphan']],
  ['what only the cart knows', entry('poster'), ['0:poster']],
  ['a collection', ofCollection('warm'), ['0:tea']],
  ['a category', entry(null, {category: {key: 'Kind', value: 'Gift'}}), ['0:gift']],
])('[AP9] an entry governs %s, alone and among many', (_, one, expected) => {
  expect(governed([one])).toEqual(expected);
  expect(governed([one, ...strangers])).toEqual(expected);
  expect(governed([...strangers, one])).toEqual(expected.map(told => told.replace('0:', '12:')));
});

test.each([0, 12])('[AP9] the first of equals governs, beside %i others', others => {
  const beside = strangers.slice(0, others);
  expect(governed([entry('mug'), ...beside, entry(null, {id: 'prod_mug'})])).toEqual(['0:mug', '0:mug-red']);
  expect(governed([ofCollection('warm'), ofCollection('warm'), ...beside])).toEqual(['0:tea']);
});

test.each([0, 12])('[AP9] a SKU beats a product, a category a collection, beside %i others', others => {
  const mixed = [
    ofCollection('a11pr0dUc75'),
    entry(null, {category: {key: 'Kind', value: 'Gift'}}),
    entry('mug'),
    entry('mug-red', {object: 'sku'}),
    ...strangers.slice(0, others),
  ];
  expect(governed(mixed)).toEqual(['2:mug', '3:mug-red', '0:tea', '0:orphan', '0:poster', '1:gift']);
});
