import {describe, expect, test} from 'vitest';
import {ask, isMet, smallBasket} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {single, trace} from '../../test/builders/judge.ts';
import {condition} from '../../test/builders/rules.ts';
import type {Metadata} from '../kernel/metadata.ts';
import {parseDefinition} from './parse-definition.ts';

/** A rule set of one rule with one nested rule. */
function nest(
  name: string,
  conditions: Metadata,
  inner: string,
  innerConditions: Metadata,
  property?: string,
) {
  const rules = {'1': condition(inner, innerConditions), logic: '1'};
  return single(name, conditions, property === undefined ? {rules} : {rules, property});
}

describe('[R26] older product rules', () => {
  test.each([
    [single('product.id', {$is: ['prod_tea']}), true],
    [single('product.id', {$is: ['tea']}), true],
    [single('product.id', {$is: ['prod_cup']}), false],
    [single('product.id', {$is_not: ['prod_tea', 'prod_mug']}), false],
    [single('sku.id', {$is: ['sku_x']}), false],
    [nest('product.id', {$is: ['prod_tea']}, 'product.quantity', {$more_than: [2]}), true],
    [nest('product.id', {$is: ['prod_tea']}, 'product.quantity', {$more_than: [3]}), false],
    [nest('product.id', {$is: ['prod_tea']}, 'product.price', {$more_than: [800]}), false],
    [nest('product.id', {$is: ['prod_tea']}, 'product.discount_applicable', {$is: [true]}), true],
    [single('product.price', {$more_than: [2000]}), true],
    [single('product.price', {$more_than: [2400]}), false],
    [single('product.quantity', {$is: [4]}), true],
    [single('sku.quantity', {$more_than: [4]}), false],
    [single('product.metadata.match_all', {$is: [true]}), true],
  ])('%j is %s', (wire, expected) => {
    expect(isMet(wire)).toBe(expected);
  });

  test.each([
    [{$is: ['tea']}, 'match_all', [true], false],
    [{$in: ['tea', 'kitchen']}, 'match_all', [true], true],
    [{$is: ['tea']}, 'match_all', [false], true],
    [{$is: ['tea']}, 'aggregated_quantity', [3], true],
    [{$is: ['tea']}, 'aggregated_quantity', [4], false],
    [{$is: ['tea']}, 'aggregated_amount', [2400], true],
    [{$is: ['ink']}, 'aggregated_quantity', [0], false],
  ])('product.metadata category %j with %s %j is %s', (conditions, inner, operands, expected) => {
    const wire = nest(
      'product.metadata',
      conditions,
      `product.metadata.${inner}`,
      {$is: operands},
      'category',
    );
    expect(isMet(wire)).toBe(expected);
  });

  test('nested attributes are read by path', () => {
    expect(isMet(single('product.metadata', {$is: [9]}, {property: 'size.height'}))).toBe(true);
    expect(isMet(single('product.metadata', {$is: ['tall']}, {property: 'size.tags'}))).toBe(true);
  });

  test('a rule that stands alone shows what each line has', () => {
    expect(trace(ask(single('product.price', {$more_than: [3000]})).checks)).toEqual([
      '1 product.price $more_than 3000: [2400,800] ✗',
    ]);
  });

  test('what says which products are discounted counts where applicable_to is not given', () => {
    const rules = nest('product.id', {$is: ['prod_tea']}, 'product.discount_applicable', {$is: [true]});
    const said = parseDefinition({rules});
    expect(said.ok && said.definition.applicableTo.included).toEqual([
      {object: 'product', id: 'prod_tea', sourceId: 'prod_tea'},
    ]);
    const given = parseDefinition({rules, applicable_to: {included: []}});
    expect(given.ok && given.definition.applicableTo.included).toEqual([]);
    const no = nest('product.id', {$is: ['prod_tea']}, 'product.discount_applicable', {$is: [false]});
    const denied = parseDefinition({rules: no});
    expect(denied.ok && denied.definition.applicableTo.included).toEqual([]);
  });
});

test('[R27] what a SKU says of itself wins over its product', () => {
  const shirt = product('shirt', 2000, {colour: 'white', size: 'any'});
  const blue = {
    kind: 'sku' as const,
    id: 'sku_blue' as const,
    version: 1,
    productId: 'prod_shirt' as const,
    sourceId: 'shirt-blue',
    name: 'blue',
    priceMinor: null,
    metadata: {colour: 'blue'},
  };
  const items = cart({'shirt-blue': {quantity: 1}});
  const colour = (value: string) => single('product.metadata', {$is: [value]}, {property: 'colour'});
  const given = {products: [shirt], skus: [blue]};
  expect([isMet(colour('blue'), items, given), isMet(colour('white'), items, given)]).toEqual([true, false]);
  expect(isMet(single('product.metadata', {$is: ['any']}, {property: 'size'}), items, given)).toBe(true);
  expect(isMet(single('sku.id', {$is: ['sku_blue']}), items, given)).toBe(true);
});

test('the basket is four units', () => {
  expect(smallBasket.lines.map(line => line.quantity)).toEqual([1, 3]);
});
