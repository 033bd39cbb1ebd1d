import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {basket, failed, judge, passes, single} from '../../test/builders/judge.ts';
import {percent} from '../../test/builders/offers.ts';
import {rule} from '../../test/builders/rules.ts';
import {sell} from '../../test/builders/sell.ts';

describe('the order', () => {
  test('[R11] order.amount is what is still to be paid, order.initial_amount what the cart costs', () => {
    const first = percent('FIRST', 50);
    const still = percent('STILL', 1, {rules: [rule('A', single('order.amount', {$is: [2400]}))]});
    const initial = percent('INITIAL', 1, {
      rules: [rule('B', single('order.initial_amount', {$is: [4800]}))],
    });
    expect(sell(basket, [first, still, initial]).verdicts.map(v => v.status)).toEqual(
      Array(3).fill('applied'),
    );
  });

  test('[R15] says how much is missing', () => {
    expect(failed(judge(single('order.amount', {$more_than_or_equal: [5000]})))).toEqual([
      '1 order.amount $more_than_or_equal 5000: 4800 ✗ {"kind":"add_amount","missingMinor":200}',
    ]);
    expect(failed(judge(single('order.initial_amount', {$more_than: [5000]})))).toEqual([
      '1 order.initial_amount $more_than 5000: 4800 ✗ {"kind":"add_amount","missingMinor":201}',
    ]);
    expect(failed(judge(single('order.amount', {$less_than: [100]})))).toEqual([
      '1 order.amount $less_than 100: 4800 ✗',
    ]);
  });

  test('order.items.count counts units', () => {
    expect(passes(single('order.items.count', {$is: [4]}))).toBe(true);
    expect(failed(judge(single('order.items.count', {$more_than_or_equal: [6]})))).toEqual([
      '1 order.items.count $more_than_or_equal 6: 4 ✗ {"kind":"add_product","productIds":[]}',
    ]);
  });

  test('order.metadata, order.items.metadata_any and product.metadata read their attribute', () => {
    const items = cart(
      {mug: {price: 2400, metadata: {engraved: true}}, tea: 800},
      {metadata: {channel: 'shop'}},
    );
    expect(passes(single('order.metadata', {$is: ['shop']}, {property: 'channel'}), items)).toBe(true);
    expect(passes(single('order.metadata', {$is: ['web']}, {property: 'channel'}), items)).toBe(false);
    expect(passes(single('order.items.metadata_any', {$is: [true]}, {property: 'engraved'}), items)).toBe(
      true,
    );
    expect(passes(single('product.metadata', {$is: ['tea']}, {property: 'category'}), items)).toBe(true);
    expect(passes(single('product.metadata', {$is: ['organic']}, {property: 'tags'}), items)).toBe(true);
    expect(passes(single('product.metadata', {$is: ['tobacco']}, {property: 'category'}), items)).toBe(false);
    expect(passes(single('product.metadata', {$is_not: ['tea']}, {property: 'category'}), items)).toBe(false);
    expect(passes(single('product.metadata', {$is_not: ['tobacco']}, {property: 'category'}), items)).toBe(
      true,
    );
  });

  test('[R7] several operators on one rule must all hold', () => {
    expect(passes(single('order.amount', {$more_than: [1000], $less_than: [5000]}))).toBe(true);
    expect(passes(single('order.amount', {$more_than: [1000], $less_than: [4800]}))).toBe(false);
  });
});
