import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {sku} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {minor} from '../money/minor.ts';
import type {Cart} from './cart.ts';
import {resolveOrder} from './resolve-order.ts';

const catalogue = catalogueOf({
  products: [product('mug', 2_400), product('tea', 800), product('free', null)],
  skus: [sku('mug-xl', 'prod_mug', 2_900), sku('mug-s', 'prod_mug')],
});

function amounts(items: Cart) {
  const order = resolveOrder(items, catalogue);
  return [order.lines.map(line => line.amountMinor), order.amountMinor];
}

describe('[O1] [O2] amounts', () => {
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
  ])('[O3] %s is no amount', (_, items, expected) => {
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

describe('[O4] discounts of earlier redemptions', () => {
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

test('[O1] an SKU has its own price, or its product’s, and both ids', () => {
  expect(resolveOrder(cart({'mug-xl': {quantity: 2}, 'mug-s': {}}), catalogue).lines).toMatchObject([
    {productId: 'prod_mug', skuId: 'sku_mug-xl', sourceId: 'mug-xl', amountMinor: 5_800},
    {productId: 'prod_mug', skuId: 'sku_mug-s', sourceId: 'mug-s', amountMinor: 2_400},
  ]);
  const byId = cart({x: {skuId: 'sku_mug-xl', productId: 'prod_mug'}});
  const lines = byId.lines.map(line => ({...line, sourceId: null}));
  expect(resolveOrder({...byId, lines}, catalogue).lines).toMatchObject([
    {skuId: 'sku_mug-xl', sourceId: 'mug-xl', priceMinor: 2_900},
  ]);
  const unknown = cart({x: {skuId: 'sku_new', price: 5}});
  expect(resolveOrder(unknown, catalogue).lines).toMatchObject([{skuId: 'sku_new', amountMinor: 5}]);
  expect(resolveOrder(cart({mug: {}}), catalogue).lines[0]).not.toHaveProperty('skuId');
});

describe('[O6] shipping', () => {
  const delivered = {...cart({mug: 1_000}), shippingMinor: minor(490)};

  test('is in no sum of the order', () => {
    expect(resolveOrder(delivered, catalogue)).toMatchObject({
      amountMinor: 1_000,
      totalMinor: 1_000,
      shipping: {costMinor: 490, discountMinor: 0, appliedDiscountMinor: 0},
    });
  });

  test('is there where its cost is told', () => {
    expect(resolveOrder(cart({mug: 1_000}), catalogue)).not.toHaveProperty('shipping');
    const free = {...cart({mug: 1_000}), shippingMinor: minor(0)};
    expect(resolveOrder(free, catalogue).shipping?.costMinor).toBe(0);
  });

  test('[O3] but not where it could not be held together with the goods', () => {
    const huge = {...cart({mug: Number.MAX_SAFE_INTEGER}), shippingMinor: minor(1)};
    expect(resolveOrder(huge, catalogue)).not.toHaveProperty('shipping');
    const grown = {...delivered, initialAmountMinor: minor(Number.MAX_SAFE_INTEGER)};
    expect(resolveOrder(grown, catalogue)).not.toHaveProperty('shipping');
  });

  test('[O4] with what earlier redemptions took off it, at most all', () => {
    const earlier = (off: number) =>
      resolveOrder({...delivered, shippingDiscountMinor: minor(off)}, catalogue).shipping?.discountMinor;
    expect([earlier(90), earlier(900)]).toEqual([90, 490]);
  });
});

describe('[O8] an order to which earlier redemptions added units', () => {
  test('says what it was first', () => {
    const grown = {
      ...cart({
        mug: {price: 1_000, quantity: 3, initialQuantity: 1, discountQuantity: 2},
        pen: {price: 50, quantity: 2, initialQuantity: 0, discountQuantity: 9},
        set: {amount: 1_000, quantity: 3, initialQuantity: 2},
        loose: {quantity: 1, initialQuantity: 0},
        gone: {quantity: 0, initialQuantity: 2, amount: 0},
      }),
      initialAmountMinor: minor(1_000),
    };
    const order = resolveOrder(grown, catalogueOf({products: []}));
    expect(order).toMatchObject({amountMinor: 4_100, initialAmountMinor: 1_000});
    expect(order.lines).toMatchObject([
      {discountQuantity: 2, initialQuantity: 1, initialAmountMinor: 1_000},
      {discountQuantity: 2, initialQuantity: 0, initialAmountMinor: 0},
      {initialQuantity: 2, initialAmountMinor: 666},
      {initialQuantity: 0, initialAmountMinor: null},
      {initialQuantity: 2, initialAmountMinor: 0},
    ]);
  });

  test('and says nothing where nothing changed', () => {
    const same = {
      ...cart({mug: {price: 5, initialQuantity: 1, discountQuantity: 0}}),
      initialAmountMinor: minor(5),
    };
    const order = resolveOrder(same, catalogue);
    expect(order).not.toHaveProperty('initialAmountMinor');
    expect(order.lines[0]).not.toHaveProperty('initialQuantity');
    expect(order.lines[0]).not.toHaveProperty('discountQuantity');
  });

  test('an order without amounts has no first amounts either', () => {
    const huge = cart({mug: {price: 2 ** 53 - 1, initialQuantity: 0}, tea: {price: 1}});
    expect(resolveOrder(huge, catalogue).lines[0]).toMatchObject({
      initialQuantity: 0,
      initialAmountMinor: null,
    });
  });
});
