import {expect, test} from 'vitest';
import {apply} from '../../test/builders/benefits.ts';
import {cart} from '../../test/builders/cart.ts';
import {product} from '../../test/builders/facts.ts';
import {percentOff} from '../../test/builders/offers.ts';
import type {Discount} from '../benefits/discount.ts';
import {presentOrder} from './order-object.ts';

const shirts = cart({shirt: {price: 2_000, quantity: 3}});
const upgrade: Discount = {
  type: 'REPLACE',
  sources: [{productId: null, skuId: null, sourceId: 'shirt'}],
  sourceQuantity: 1,
  target: {productId: null, skuId: null, sourceId: 'shirt-le'},
  targetQuantity: 1,
  timesLimit: 2,
};

function itemsAfter(...discounts: readonly Discount[]) {
  const {order} = apply(shirts, {products: [product('shirt-le', 2_500)]}, ...discounts);
  return presentOrder({head: null, customerId: null, cart: shirts, priced: order, products: []}).items ?? [];
}

test('an item that came for others says for which, where this redeemable brought it', () => {
  const [source, target] = itemsAfter(upgrade);
  expect(source).not.toHaveProperty('application_details');
  expect(target?.application_details).toEqual([
    {
      source_index: 0,
      source_applied_quantity: -2,
      source_applied_quantity_amount: -4_000,
      target_index: 1,
      target_applied_quantity: 2,
      target_applied_quantity_amount: 5_000,
      target_applied_discount_amount: 1_000,
    },
  ]);
  expect(itemsAfter(upgrade, percentOff(10))[1]).not.toHaveProperty('application_details');
});

test('an item that nobody knows is what it was sent as', () => {
  const lines = cart({red: {price: 900, relatedObject: 'sku'}, mug: 500});
  const {order} = apply(lines, {}, percentOff(10));
  const given = {head: null, customerId: null, cart: lines, priced: order, products: []};
  expect(presentOrder(given).items).toMatchObject([
    {source_id: 'red', related_object: 'sku'},
    {source_id: 'mug', related_object: 'product'},
  ]);
});
