import {expect, test} from 'vitest';
import {ask, isMet, smallBasket} from '../../test/builders/ask-rules.ts';
import {single, trace} from '../../test/builders/judge.ts';
import {products} from '../../test/builders/rules.ts';
import {families, noFamilies, type RuleFamily} from './rule-family.ts';

const never: readonly [RuleFamily, ReturnType<typeof single>][] = [
  ['customer', single('customer.segment', {$is: ['seg_x']})],
  ['customer', single('publication.redeemable_by_linked_customer', {$is: [true]})],
  ['order', single('order.amount', {$more_than: [1e9]})],
  ['order', single('order.metadata', {$is: ['x']}, {property: 'a'})],
  ['products', single('order.items.any', products('cup'))],
  [
    'products',
    single('order.items.every', products('cup'), {rules: single('order.items.price', {$is: [1]})}),
  ],
  ['products', single('order.items.price_each', {$is: [1]})],
  ['products', single('product.metadata', {$is: ['x']}, {property: 'a'})],
  [
    'products',
    single('product.metadata', {$is: ['x']}, {property: 'a', rules: single('product.price', {$is: [1]})}),
  ],
  ['products', single('product.price', {$is: [1]})],
  ['redemption', single('redemption.api_key', {$is: ['x']})],
  ['redemption', single('redemption.count.daily', {$less_than: [1]})],
  ['redemption', single('redemption.gift.amount', {$more_than: [1]})],
  ['budget', single('redemption.count.per_customer', {$less_than: [1]})],
  ['budget', single('campaign.redemptions.count', {$less_than: [1]})],
  ['budget', single('campaign.orders.amount', {$less_than: [1]})],
];

test.each(never)('[R37] left out, a rule about the %s counts as met: %j', (family, wire) => {
  const effect = () => null;
  const others = families(...all.filter(one => one !== family));
  const isForgiven = wire['1'].name === 'redemption.gift.amount';
  expect(isMet(wire, smallBasket, {unasked: noFamilies, effect})).toBe(isForgiven);
  expect(isMet(wire, smallBasket, {unasked: others, effect})).toBe(isForgiven);
  expect(isMet(wire, smallBasket, {unasked: families(family), effect})).toBe(true);
});

const all: readonly RuleFamily[] = ['customer', 'order', 'products', 'redemption', 'budget'];

test('[R37] the trace says that it was not asked', () => {
  const unasked = families('customer', 'products');
  expect(trace(ask(single('customer.segment', {$is: ['seg_x']}), undefined, {unasked}).checks)).toEqual([
    '1 customer.segment $is "seg_x": {"unasked":true} ✓',
  ]);
  expect(trace(ask(single('order.items.any', products('cup')), undefined, {unasked}).checks)).toEqual([
    '1 order.items.any $is ["cup"]: {"unasked":true} ✓',
  ]);
});
