import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from './cart.ts';
import {resolveOrder} from './resolve-order.ts';

const catalogue = catalogueOf([product('mug', 2_400), product('tea', 800), product('free', null)]);

function amounts(items: Cart) {
  const order = resolveOrder(items, catalogue);
  return [order.lines.map(line => line.amountMinor), order.amountMinor];
}

describe('amounts', () => {
  test.each([
    ['price in the request × quantity', cart({mug: {price: 1_000, quantity: 3}}), [[3_000], 3_000]],
    ['the catalogue’s price where none is given', cart({mug: {quantity: 2}}), [[4_800], 4_800]],
    [
      'an amount beats price × quantity',
      cart({mug: {price: 1_000, quantity: 3, amount: 2_500}}),
      [[2_500], 2_500],
    ],
    ['the order’s own amount beats its lines', cart({mug: 1_000}, {amount: 900}), [[1_000], 900]],
    ['an order’s amount without lines', cart({}, {amount: 900}), [[], 900]],
    [
      'a line without a price does not count',
      cart({free: {}, tea: {}, unknown: {}}),
      [[null, 800, null], 800],
    ],
    ['without any price there is no amount', cart({free: {}}), [[null], null]],
    ['an empty cart has no amount', cart({}), [[], null]],
    ['no units cost nothing', cart({mug: {quantity: 0}}), [[0], 0]],
  ])('%s', (_, items, expected) => {
    expect(amounts(items)).toEqual(expected);
  });

  test.each([
    ['a negative price', cart({mug: -5}), [[4_800 / 2], 2_400]],
    ['a negative quantity', cart({mug: {price: 5, quantity: -1}}), [[null], null]],
    [
      'a product beyond what an integer holds',
      cart({mug: {price: 2 ** 50, quantity: 2 ** 10}}),
      [[null], null],
    ],
    ['a sum beyond what an integer holds', cart({mug: 2 ** 53 - 1, tea: 1}), [[null, null], null]],
  ])('%s is no amount', (_, items, expected) => {
    expect(amounts(items)).toEqual(expected);
  });
});

describe('products', () => {
  test('are found by our id first, and a line then carries both ids', () => {
    const [line] = cart({tea: {}}).lines;
    const byId = {
      ...cart({}),
      lines: line ? [{...line, productId: 'prod_mug' as const, sourceId: null}] : [],
    };
    expect(resolveOrder(byId, catalogue).lines).toMatchObject([
      {productId: 'prod_mug', sourceId: 'mug', priceMinor: 2_400},
    ]);
    expect(resolveOrder(cart({tea: {}}), catalogue).lines).toMatchObject([
      {productId: 'prod_tea', sourceId: 'tea'},
    ]);
    expect(resolveOrder(cart({what: 5}), catalogue).lines).toMatchObject([
      {productId: null, sourceId: 'what'},
    ]);
  });
});

describe('discounts of earlier redemptions', () => {
  test('come along', () => {
    const before = {...cart({mug: 1_000}), orderDiscountMinor: minor(100)};
    const lines = before.lines.map(line => ({...line, discountMinor: minor(200)}));
    expect(resolveOrder({...before, lines}, catalogue)).toMatchObject({
      amountMinor: 1_000,
      orderDiscountMinor: 100,
      itemsDiscountMinor: 200,
      totalDiscountMinor: 300,
      totalMinor: 700,
      appliedOrderDiscountMinor: 0,
      appliedItemsDiscountMinor: 0,
      lines: [{subtotalMinor: 800, appliedDiscountMinor: 0}],
    });
  });

  test('of lines together no more than the order’s own amount', () => {
    const before = cart({mug: 1_000, tea: 1_000}, {amount: 1_500});
    const lines = before.lines.map(line => ({...line, discountMinor: minor(900)}));
    expect(resolveOrder({...before, lines}, catalogue)).toMatchObject({
      lines: [{discountMinor: 900}, {discountMinor: 600}],
      totalMinor: 0,
    });
  });

  test('as far as the amounts can bear them', () => {
    const before = {...cart({mug: 1_000, free: {}}), orderDiscountMinor: minor(700)};
    const lines = before.lines.map(line => ({...line, discountMinor: minor(5_000)}));
    expect(resolveOrder({...before, lines}, catalogue)).toMatchObject({
      orderDiscountMinor: 0,
      itemsDiscountMinor: 1_000,
      totalMinor: 0,
    });
  });
});
