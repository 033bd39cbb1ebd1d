import {expect, test} from 'vitest';
import {catalogueOf} from '../../shared/catalog/catalogue.ts';
import {minor, zero} from '../../shared/money/minor.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {resolveOrder} from '../../shared/order/resolve-order.ts';
import {settled, takeOffLines, takeOffOrder} from '../../shared/order/running-order.ts';
import {continuedCart} from './continue-order.ts';

const line = (amount: number) => ({
  productId: null,
  sourceId: null,
  quantity: 1,
  priceMinor: minor(amount),
  amountMinor: minor(amount),
  discountMinor: zero,
  appliedDiscountMinor: zero,
  subtotalMinor: minor(amount),
});

function order(...amounts: number[]): PricedOrder {
  const total = minor(amounts.reduce((sum, amount) => sum + amount, 0));
  return settled({
    lines: amounts.map(line),
    amountMinor: total,
    orderDiscountMinor: zero,
    itemsDiscountMinor: zero,
    totalDiscountMinor: zero,
    totalMinor: total,
    appliedOrderDiscountMinor: zero,
    appliedItemsDiscountMinor: zero,
  });
}

const cart = {lines: [], amountMinor: null, metadata: {}};
const before = takeOffOrder(takeOffLines(order(1000, 500), [minor(200), zero]), minor(300));

test('an order goes on from its first amounts, with what was taken off before', () => {
  const again = resolveOrder(continuedCart(cart, before), catalogueOf({products: []}));
  expect(again).toMatchObject({
    lines: [
      {amountMinor: 1000, discountMinor: 200, appliedDiscountMinor: 0, subtotalMinor: 800},
      {amountMinor: 500, discountMinor: 0, subtotalMinor: 500},
    ],
    amountMinor: 1500,
    orderDiscountMinor: 300,
    itemsDiscountMinor: 200,
    totalMinor: 1000,
    appliedOrderDiscountMinor: 0,
  });
});
