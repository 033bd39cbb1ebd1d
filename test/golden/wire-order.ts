import {expect} from 'vitest';
import type {PricedLine, PricedOrder} from '../../shared/order/priced-order.ts';

/** Numbers under Voucherify's names (semantics.md B.2). */
type Numbers = Readonly<Record<string, number | null>>;

const discounts = [
  'discount_amount',
  'items_discount_amount',
  'total_discount_amount',
  'applied_discount_amount',
  'items_applied_discount_amount',
  'total_applied_discount_amount',
];

/**
 * Field by field. An example that names the applied total, or no discount at all, leaves out what is zero: what it
 * does not name is then nothing. Older examples leave out more, and are compared on what they name.
 */
export function expectOrder(order: PricedOrder, numbers: Numbers, where: string): void {
  const isWhole =
    'amount' in numbers &&
    'total_amount' in numbers &&
    ('total_applied_discount_amount' in numbers || !('total_discount_amount' in numbers));
  const zeros = isWhole ? Object.fromEntries(discounts.map(name => [name, 0])) : {};
  const expected = {...zeros, ...numbers};
  expect(pick(wireOrder(order), expected), where).toEqual(expected);
}

/** Line by line, as many as there are. */
export function expectItems(order: PricedOrder, items: readonly Numbers[], where: string): void {
  const actual = order.lines.map((line, at) => pick(wireLine(line), items[at] ?? {}));
  expect(actual, where).toEqual(items);
}

function wireOrder(order: PricedOrder): Numbers {
  return {
    amount: order.amountMinor,
    initial_amount: order.initialAmountMinor === undefined ? order.amountMinor : order.initialAmountMinor,
    discount_amount: order.orderDiscountMinor,
    items_discount_amount: order.itemsDiscountMinor,
    total_discount_amount: order.totalDiscountMinor,
    total_amount: order.totalMinor,
    applied_discount_amount: order.appliedOrderDiscountMinor,
    items_applied_discount_amount: order.appliedItemsDiscountMinor,
    total_applied_discount_amount: order.appliedOrderDiscountMinor + order.appliedItemsDiscountMinor,
  };
}

function wireLine(line: PricedLine): Numbers {
  return {
    quantity: line.quantity,
    initial_quantity: line.initialQuantity ?? line.quantity,
    discount_quantity: line.discountQuantity ?? 0,
    amount: line.amountMinor,
    initial_amount: line.initialAmountMinor === undefined ? line.amountMinor : line.initialAmountMinor,
    price: line.priceMinor,
    discount_amount: line.discountMinor,
    applied_discount_amount: line.appliedDiscountMinor,
    subtotal_amount: line.subtotalMinor,
  };
}

function pick(from: Numbers, names: Numbers): Numbers {
  return Object.fromEntries(Object.keys(names).map(name => [name, from[name] ?? null]));
}
