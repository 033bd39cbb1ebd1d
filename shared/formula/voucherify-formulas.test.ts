/** The formulas of Voucherify's reference and API examples, with the values it gives. */
import {expect, test} from 'vitest';
import {formulaLine, work} from '../../test/builders/formulas.ts';

const v = (value: number) => ({metadata: {customer: {v: value}}});
const item = (priceMinor: number) => ({lines: [formulaLine(priceMinor)], lineIndex: 0});
const store = (city: string) => ({metadata: {order: {store_city: city}}});
const nested = 'IF(ORDER_ITEMS_QUANTITY > 4;IF(ORDER_AMOUNT > 200;25;15);10)';
const order = (lines: number, amount: number) => ({
  lines: Array.from({length: lines}, () => formulaLine(100)),
  amount,
});
const bySwitch = 'SWITCH(ORDER_METADATA("store_city");SWITCH_CASE("Boston";10) SWITCH_CASE("New York";15);5)';

test.each([
  ['prose-formula-round-1', 'ROUND(CUSTOMER_METADATA("v");1)', v(75.55), '75.6'],
  ['prose-formula-round-0', 'ROUND(CUSTOMER_METADATA("v");0)', v(75.55), '76'],
  ['prose-formula-round-m1', 'ROUND(CUSTOMER_METADATA("v");-1)', v(75.55), '80'],
  ['prose-formula-floor-1', 'FLOOR(CUSTOMER_METADATA("v");1)', v(75.55), '75.5'],
  ['prose-formula-floor-0', 'FLOOR(CUSTOMER_METADATA("v");0)', v(75.55), '75'],
  ['prose-formula-floor-m1', 'FLOOR(CUSTOMER_METADATA("v");-1)', v(75.55), '70'],
  ['prose-formula-ceil-1', 'CEIL(CUSTOMER_METADATA("v");1)', v(74.44), '74.5'],
  ['prose-formula-ceil-0', 'CEIL(CUSTOMER_METADATA("v");0)', v(74.44), '75'],
  ['prose-formula-ceil-m1', 'CEIL(CUSTOMER_METADATA("v");-1)', v(74.44), '80'],
  ['prose-formula-item-price-6', 'ORDER_ITEM_PRICE * 0.01 + 1', item(600), '1.06'],
  ['prose-formula-item-price-10', 'ORDER_ITEM_PRICE * 0.01 + 1', item(1000), '1.1'],
  ['prose-formula-nested-a', nested, order(5, 25_000), '25'],
  ['prose-formula-nested-b', nested, order(5, 15_000), '15'],
  ['prose-formula-nested-c', nested, order(4, 25_000), '10'],
  ['prose-formula-switch-boston', bySwitch, store('Boston'), '10'],
  ['prose-formula-switch-new-york', bySwitch, store('New York'), '15'],
  ['prose-formula-switch-default', bySwitch, store('Paris'), '5'],
])('[F4] [F9] [F11] %s', (_, text, given, expected) => {
  expect(work(text, given)).toBe(expected);
});

test.each([
  ['shipping', 'IF(ORDER_AMOUNT > 400;0;20)', 2000, '0'],
  ['sweater', 'IF(ORDER_AMOUNT > 300;ORDER_ITEM_PRICE * 0.8;ORDER_ITEM_PRICE)', 6500, '52'],
  ['pants', 'IF(ORDER_AMOUNT > 200;ORDER_ITEM_PRICE * 0.9;ORDER_ITEM_PRICE)', 6000, '54'],
  ['gray pants', 'IF(ORDER_AMOUNT > 200;ORDER_ITEM_PRICE * 0.9;ORDER_ITEM_PRICE)', 5000, '45'],
  ['pearl', 'IF(ORDER_AMOUNT > 300;ORDER_ITEM_PRICE * 0.8;ORDER_ITEM_PRICE)', 11_000, '88'],
])('[F11] val-voucher-fixed: the new price of the %s', (_, text, price, expected) => {
  expect(work(text, {...item(price), amount: 46_500})).toBe(expected);
});

const bob = {age: 26, favorite_brands: ['Nike', 'Adidas', 'Reebok'], accepts_marketing: false};

test.each([
  ['IF(CUSTOMER_METADATA("favorite_brands") contains "Nike";20;CUSTOMER_METADATA("age"))', '20'],
  ['IF(ORDER_AMOUNT > 100;CUSTOMER_METADATA("age");CUSTOMER_METADATA("age") / 2)', '13'],
  ['IF(ORDER_AMOUNT > 100;CUSTOMER_METADATA("age") + 2;CUSTOMER_METADATA("age") - -2)', '28'],
  ['IF(ORDER_UNITS_QUANTITY > 3;CUSTOMER_METADATA("age") / 5;CUSTOMER_METADATA("age") / 10)', '2.6'],
  ['IF(CUSTOMER_METADATA("accepts_marketing");5;1)', '1'],
])('[F15] an API example: %s', (text, expected) => {
  expect(work(text, {...order(2, 9000), metadata: {customer: bob}})).toBe(expected);
});
