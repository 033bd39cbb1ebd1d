import {expect, test} from 'vitest';
import {minor, zero} from '../../shared/money/minor.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {settled, takeOffLines, takeOffOrder} from '../../shared/order/running-order.ts';
import {onTopOf, remainingCart} from './continue-order.ts';
import {takeBackDiscounts} from './take-back-discounts.ts';

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

test('what remains of an order is its lines at their subtotals and its total', () => {
  expect(remainingCart(cart, before)).toMatchObject({
    lines: [{amountMinor: 800}, {amountMinor: 500}],
    amountMinor: 1000,
  });
});

test('what was taken off what remained counts on top of what was taken off before', () => {
  const remaining = {...order(800, 500), amountMinor: minor(1000), totalMinor: minor(1000)};
  const after = takeOffLines(remaining, [minor(80), minor(50)]);
  const decision = {valid: true, verdicts: [], initialOrder: remaining, order: after, draws: []};
  expect(onTopOf(before, decision).order).toMatchObject({
    lines: [
      {amountMinor: 1000, discountMinor: 280, appliedDiscountMinor: 80, subtotalMinor: 720},
      {amountMinor: 500, discountMinor: 50, appliedDiscountMinor: 50, subtotalMinor: 450},
    ],
    amountMinor: 1500,
    orderDiscountMinor: 300,
    itemsDiscountMinor: 330,
    totalMinor: 870,
    appliedItemsDiscountMinor: 130,
  });
});

test('a rollback takes off the order exactly what its redemption had taken off, line by line', () => {
  const onLines = takeOffLines(order(1000, 500), [minor(200), zero]);
  const onOrder = takeOffOrder(onLines, minor(300));
  expect(takeBackDiscounts(onOrder, [onLines])).toMatchObject({
    lines: [{discountMinor: 0, subtotalMinor: 1000}, {discountMinor: 0}],
    orderDiscountMinor: 300,
    totalMinor: 1200,
  });
  expect(takeBackDiscounts(onOrder, [onLines, onOrder])).toMatchObject({
    totalDiscountMinor: 0,
    totalMinor: 1500,
  });
});
