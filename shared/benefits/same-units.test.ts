import {expect, test} from 'vitest';
import {apply, benefitInput, receipt} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {collection} from '../../test/builders/catalogue.ts';
import {product} from '../../test/builders/facts.ts';
import {applyDiscount} from './apply-discount.ts';
import type {DiscountOf} from './discount.ts';

const shop = {
  products: [product('mug', 1_000), product('tea', 600), product('cup', 300)],
  collections: [collection('kitchen', 'prod_mug', 'prod_cup')],
};
const basket = cart({mug: {price: 900, quantity: 2}, tea: 600, cup: {quantity: 1}});

function same(unitOff: number, collectionId: DiscountOf<'SAME_UNITS'>['collectionId'] = null) {
  return {type: 'SAME_UNITS', unitOff, collectionId} as const;
}

test('[B21] so many of each product that a rule selects are added, at the price in the cart', () => {
  expect(receipt(apply(basket, {...shop, select: [0, 1]}, same(1)))).toEqual([
    'mug 2  18.00',
    'tea 1  6.00',
    'cup 1  3.00',
    'mug 1 (1)  9.00  -9.00',
    'tea 1 (1)  6.00  -6.00',
    'total  27.00',
  ]);
});

test('[B21] a collection is the source of units, and with a rule both must have the product', () => {
  expect(receipt(apply(basket, shop, same(2, 'pc_kitchen'))).slice(3)).toEqual([
    'mug 2 (2)  18.00  -18.00',
    'cup 2 (2)  6.00  -6.00',
    'total  27.00',
  ]);
  expect(receipt(apply(basket, {...shop, select: [1, 2]}, same(2, 'pc_kitchen'))).slice(3)).toEqual([
    'cup 2 (2)  6.00  -6.00',
    'total  27.00',
  ]);
});

test('[B21] a product on two lines counts once, a free amount cannot be added', () => {
  const [first] = cart({mug: 900}).lines;
  if (first === undefined) throw new Error('a line expected');
  const loose = {...first, sourceId: null};
  const twice = {...cart({}), lines: [first, {...first, quantity: 3}, loose]};
  const benefit = apply(twice, {...shop, select: [0, 1, 2]}, same(1));
  expect(benefit).toMatchObject({discountMinor: 900, hasEffect: true});
  expect(receipt(benefit).slice(3)).toEqual(['mug 1 (1)  9.00  -9.00', 'total  45.00']);
});

test('[B21] without a rule or a collection nothing is selected; untouchable lines are left alone', () => {
  expect(apply(basket, shop, same(1))).toMatchObject({discountMinor: 0, hasEffect: false});
  expect(apply(basket, {...shop, select: [0, 1], touchable: line => line === 1}, same(1)).discountMinor).toBe(
    600,
  );
});

test('[B10] a cart without lines is refused', () => {
  expect(applyDiscount(same(1), benefitInput(cart({}, {amount: 5}), shop))).toEqual({
    ok: false,
    refusal: {code: 'items_missing'},
  });
});

test('[B21] an order without amounts only counts units', () => {
  const loose = cart({pen: {}});
  expect(receipt(apply(loose, {select: [0]}, same(2)))).toEqual(['pen 1', 'pen 2 (2)', 'total  unknown']);
});
