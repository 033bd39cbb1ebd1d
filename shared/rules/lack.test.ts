import {describe, expect, test} from 'vitest';
import {ask, isMet, smallBasket} from '../../test/builders/ask-rules.ts';
import {cart} from '../../test/builders/cart.ts';
import {single, trace} from '../../test/builders/judge.ts';
import {products as named} from '../../test/builders/rules.ts';

const segment = single('customer.segment', {$is_not: ['seg_staff']});
const amount = single('order.amount', {$more_than: [100]});
const count = single('order.items.count', {$more_than: [1]});
const lines = single('order.items.any', named('tea'));
const holder = single('publication.redeemable_by_linked_customer', {$is: [true]});
const perCustomer = single('redemption.count.per_customer', {$less_than: [2]});
const place = single('order.metadata', {$is: ['x']}, {property: 'place'});
const note = single('redemption.metadata', {$is: ['x']}, {property: 'note'});
const payment = single('order.category', {$is: ['card']}, {property: 'Payment'});
const priceEach = single('order.items.price_each', {$more_than: [1]});
const productPrice = single('product.price', {$more_than: [1]});
const attribute = single('product.metadata', {$is: ['tea']}, {property: 'category'});

const nothing = cart({});
const onlyAmount = cart({}, {amount: 5000});
const unpriced = cart({gift: {quantity: 2}});

describe('[R34] what is lacking is asked for', () => {
  test.each([
    ['a customer', segment, smallBasket, {code: 'customer_required', ruleId: 'val_RULE'}],
    ['a customer for a holder', holder, smallBasket, {code: 'customer_required', ruleId: 'val_RULE'}],
    ['a customer to count', perCustomer, smallBasket, {code: 'customer_required', ruleId: 'val_RULE'}],
    ['an order', amount, nothing, {code: 'order_required', ruleId: 'val_RULE'}],
    ['an amount', amount, unpriced, {code: 'amount_missing'}],
    ['lines to count', count, onlyAmount, {code: 'items_missing'}],
    ['lines to pick', lines, onlyAmount, {code: 'items_missing'}],
    ['lines to price', priceEach, onlyAmount, {code: 'items_missing'}],
    ['lines with products', attribute, onlyAmount, {code: 'items_missing'}],
    ['products with prices', productPrice, onlyAmount, {code: 'items_missing'}],
  ])('%s', (_, wire, items, refusal) => {
    expect(ask(wire, items).refusal).toEqual(refusal);
  });

  test('none of these lines are asked for by `none`', () => {
    expect(isMet(single('order.items.none', named('tea')), onlyAmount)).toBe(true);
  });

  test('the customer first, then what is bought', () => {
    const both = {'1': lines['1'], '2': segment['1'], logic: '1 and 2'};
    expect(ask(both, onlyAmount).refusal).toMatchObject({code: 'customer_required'});
  });

  test('only where it stands in the way', () => {
    const either = {'1': amount['1'], '2': segment['1'], logic: '1 or 2'};
    expect(isMet(either)).toBe(true);
    expect(ask(either, cart({tea: 50})).refusal).toMatchObject({code: 'customer_required'});
  });
});

describe('[R35] in the first step everything lacking is an input', () => {
  const first = {isFirstStep: true};
  test.each([
    ['customer_id', segment, smallBasket],
    ['customer_id', perCustomer, smallBasket],
    ['amount', amount, nothing],
    ['amount', amount, unpriced],
    ['product_information', lines, onlyAmount],
    ['product_information', priceEach, onlyAmount],
    ['metadata', place, smallBasket],
    ['metadata', note, smallBasket],
  ])('%s', (input, wire, items) => {
    expect(ask(wire, items, first).refusal).toEqual({code: 'input_missing', input});
  });

  test('what was sent is checked', () => {
    expect(ask(amount, cart({tea: 50}), first).refusal).toMatchObject({code: 'rules_not_met'});
    const sent = cart({tea: 800}, {metadata: {place: 'y'}});
    expect(ask(place, sent, first).refusal).toMatchObject({code: 'rules_not_met'});
    expect(isMet(note, smallBasket, {...first, metadata: {note: 'x'}})).toBe(true);
  });

  test('order categories wait for the second step', () => {
    expect(isMet(payment, smallBasket, first)).toBe(true);
    expect(trace(ask(payment, smallBasket, first).checks)).toEqual([
      '1 order.category $is "card": {"unasked":true} ✓',
    ]);
    expect(isMet(payment, smallBasket)).toBe(false);
    const cash = {...smallBasket, categories: [{key: 'Payment', value: 'cash'}]};
    expect(isMet(payment, cash, first)).toBe(false);
  });

  test('in the second step metadata that is missing simply fails', () => {
    expect(ask(place).refusal).toMatchObject({code: 'rules_not_met'});
  });
});

test('a trace shows what was asked and that nothing was there', () => {
  expect(trace(ask(amount, nothing).checks)).toEqual(['1 order.amount $more_than 100: null ✗']);
  expect(trace(ask(segment).checks)).toEqual([
    '1 customer.segment $is_not "seg_staff": null ✗ {"kind":"attach_customer"}',
  ]);
});
