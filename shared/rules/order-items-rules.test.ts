import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {basket, failed, judge, passes, single, trace} from '../../test/builders/judge.ts';
import {condition, products} from '../../test/builders/rules.ts';

describe('[R12] lines', () => {
  const atLeast = (name: string, n: number) => ({
    '1': condition(name, {$more_than_or_equal: [n]}),
    logic: '1',
  });
  test.each([
    ['any', ['tea'], true],
    ['any', ['cup'], false],
    ['any', ['cup', 'mug'], true],
    ['every', ['tea'], false],
    ['every', ['tea', 'mug'], true],
    ['every', ['tea', 'mug', 'cup'], true],
    ['none', ['tea'], false],
    ['none', ['cup'], true],
  ])('%s of %j is %s', (quantifier, sourceIds, expected) => {
    expect(passes(single(`order.items.${quantifier}`, products(...sourceIds)))).toBe(expected);
  });

  test.each([
    ['any', false],
    ['every', false],
    ['none', true],
  ])('%s in an empty cart, or one of lines without units, is %s', (quantifier, expected) => {
    const wire = single(`order.items.${quantifier}`, products('tea'));
    expect(passes(wire, cart({}, {amount: 1000}))).toBe(expected);
    expect(passes(wire, cart({tea: {price: 800, quantity: 0}}, {amount: 1000}))).toBe(expected);
  });

  test('products are meant by our id as well', () => {
    const byId = {$is: [{object: 'product', id: 'prod_tea'}]};
    expect(passes(single('order.items.any', byId))).toBe(true);
  });

  test.each([
    ['order.items.quantity', 3, true],
    ['order.items.quantity', 4, false],
    ['order.items.price', 800, true],
    ['order.items.price', 801, false],
    ['order.items.aggregated_quantity', 3, true],
    ['order.items.aggregated_quantity', 4, false],
    ['order.items.aggregated_amount', 2400, true],
    ['order.items.aggregated_amount', 2401, false],
  ])('any tea with %s of at least %i is %s', (name, n, expected) => {
    expect(passes(single('order.items.any', products('tea'), {rules: atLeast(name, n)}))).toBe(expected);
  });

  test('a quantity is of one line, an aggregate of all picked lines', () => {
    const two = {lines: [...cart({tea: {price: 800, quantity: 2}}).lines, ...cart({tea: 800}).lines]};
    const items = {...basket, ...two};
    expect(
      passes(single('order.items.any', products('tea'), {rules: atLeast('order.items.quantity', 3)}), items),
    ).toBe(false);
    expect(
      passes(
        single('order.items.any', products('tea'), {rules: atLeast('order.items.aggregated_quantity', 3)}),
        items,
      ),
    ).toBe(true);
    expect(
      passes(
        single('order.items.every', products('tea'), {rules: atLeast('order.items.quantity', 1)}),
        items,
      ),
    ).toBe(true);
    expect(
      passes(
        single('order.items.every', products('tea'), {rules: atLeast('order.items.quantity', 2)}),
        items,
      ),
    ).toBe(false);
  });

  test('without products named, all lines are picked', () => {
    const wire = single('order.items.any', {}, {rules: atLeast('order.items.price', 2400)});
    expect(passes(wire)).toBe(true);
    expect(passes(single('order.items.every', {}, {rules: atLeast('order.items.price', 2400)}))).toBe(false);
  });

  test('line attributes are asked per line', () => {
    const engraved = {
      '1': condition('order.items.metadata', {$is: [true]}, {property: 'engraved'}),
      logic: '1',
    };
    const items = cart({mug: {price: 2400, metadata: {engraved: true}}, tea: 800});
    expect(passes(single('order.items.any', products('mug'), {rules: engraved}), items)).toBe(true);
    expect(passes(single('order.items.any', products('tea'), {rules: engraved}), items)).toBe(false);
  });

  test('[R15] what is missing is one of the products named', () => {
    expect(failed(judge(single('order.items.any', products('cup', 'saucer'))))).toEqual([
      '1 order.items.any $is ["cup","saucer"]: [] ✗ {"kind":"add_product","productIds":["cup","saucer"]}',
    ]);
    const more = single('order.items.any', products('tea'), {
      rules: atLeast('order.items.aggregated_quantity', 5),
    });
    expect(failed(judge(more))).toEqual([
      '1.1 order.items.aggregated_quantity $more_than_or_equal 5: 3 ✗ {"kind":"add_product","productIds":["tea"]}',
    ]);
    expect(failed(judge(single('order.items.every', products('tea'))))).toEqual([
      '1 order.items.every $is ["tea"]: ["prod_tea"] ✗',
    ]);
    expect(failed(judge(single('order.items.none', products('tea'))))).toEqual([
      '1 order.items.none $is ["tea"]: ["prod_tea"] ✗',
    ]);
  });

  test('[R14] of several lines that fail, one that can be mended stands for the rest', () => {
    const pairs = {
      '1': condition('order.items.metadata', {$is: [true]}, {property: 'engraved'}),
      '2': condition('order.items.quantity', {$more_than_or_equal: [2]}),
      logic: '1 and 2',
    };
    const items = cart({mug: {price: 2400, quantity: 2}, tea: {price: 800, metadata: {engraved: true}}});
    expect(failed(judge(single('order.items.any', products('mug', 'tea'), {rules: pairs}), items))).toEqual([
      '1.2 order.items.quantity $more_than_or_equal 2: 1 ✗ {"kind":"add_product","productIds":["mug","tea"]}',
    ]);
  });

  test('[R5] a nested condition is shown once: any needs it of one line, every of each', () => {
    const dear = {rules: atLeast('order.items.price', 1_000)};
    expect(trace(judge(single('order.items.any', {}, dear)).verdicts[0]?.checks)).toEqual([
      '1 order.items.any $is []: ["prod_mug","prod_tea"] ✓',
      '1.1 order.items.price $more_than_or_equal 1000: [2400,800] ✓',
    ]);
    expect(trace(judge(single('order.items.every', {}, dear)).verdicts[0]?.checks)).toEqual([
      '1 order.items.every $is []: ["prod_mug","prod_tea"] ✓',
      '1.1 order.items.price $more_than_or_equal 1000: [2400,800] ✗',
    ]);
  });

  test('[R5] the trace shows nested rules also where nothing was picked', () => {
    const wire = single('order.items.any', products('cup'), {rules: atLeast('order.items.quantity', 2)});
    expect(trace(judge(wire).verdicts[0]?.checks)).toEqual([
      '1 order.items.any $is ["cup"]: [] ✗ {"kind":"add_product","productIds":["cup"]}',
      '1.1 order.items.quantity $more_than_or_equal 2: null ✗ {"kind":"add_product","productIds":["cup"]}',
    ]);
  });
});
