import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {catalogueOf} from '../catalog/catalogue.ts';
import {AssertionFailure} from '../kernel/assert.ts';
import {minor, zero} from '../money/minor.ts';
import {clearedLines} from './applied-fields.ts';
import {resolveOrder} from './resolve-order.ts';
import {appliedSince, settled, takeOffLines, takeOffOrder} from './running-order.ts';

const start = resolveOrder(cart({mug: 2_400, tea: 600}), catalogueOf({products: []}));

test('[O5] [O7] discounts add up, and applied is what the last one did', () => {
  const first = takeOffLines(start, [minor(400), minor(0)]);
  const second = takeOffOrder(first, minor(300));
  expect(second).toMatchObject({
    amountMinor: 3_000,
    orderDiscountMinor: 300,
    itemsDiscountMinor: 400,
    totalDiscountMinor: 700,
    totalMinor: 2_300,
    appliedOrderDiscountMinor: 300,
    appliedItemsDiscountMinor: 0,
    lines: [
      {discountMinor: 400, appliedDiscountMinor: 0, subtotalMinor: 2_000},
      {discountMinor: 0, appliedDiscountMinor: 0, subtotalMinor: 600},
    ],
  });
  const third = takeOffLines(second, [minor(1), minor(2)]);
  expect(third).toMatchObject({
    appliedOrderDiscountMinor: 0,
    appliedItemsDiscountMinor: 3,
    totalMinor: 2_297,
  });
  expect(appliedSince(start, third)).toMatchObject({
    appliedOrderDiscountMinor: 300,
    appliedItemsDiscountMinor: 403,
    lines: [{appliedDiscountMinor: 401}, {appliedDiscountMinor: 2}],
  });
});

test('more than remains, of the order or of a line, is a bug', () => {
  expect(() => takeOffOrder(start, minor(3_001))).toThrow(AssertionFailure);
  expect(() => takeOffLines(start, [minor(2_401), minor(0)])).toThrow(AssertionFailure);
  expect(() => takeOffLines(takeOffOrder(start, minor(3_000)), [minor(1), minor(0)])).toThrow(
    AssertionFailure,
  );
  expect(() => takeOffLines(start, [minor(-1), minor(0)])).toThrow(AssertionFailure);
  expect(() => takeOffLines(start, [minor(1)])).toThrow(AssertionFailure);
});

test('an order whose lines do not agree with themselves is a bug', () => {
  const [first, second] = start.lines;
  if (!first || !second) throw new Error('two lines expected');
  expect(() => settled({...start, lines: [{...first, subtotalMinor: minor(1)}, second]})).toThrow(
    AssertionFailure,
  );
  expect(() => settled({...start, lines: [{...first, amountMinor: null}, second]})).toThrow(AssertionFailure);
  expect(() => settled({...start, amountMinor: null, orderDiscountMinor: minor(1)})).toThrow(
    AssertionFailure,
  );
});

test('[O6] what comes off shipping comes off nothing else', () => {
  const delivered = resolveOrder(
    {...cart({mug: 2_400}), shippingMinor: minor(500)},
    catalogueOf({products: []}),
  );
  const off = takeOffOrder(delivered, minor(100), minor(200));
  expect(off).toMatchObject({
    totalMinor: 2_300,
    appliedOrderDiscountMinor: 100,
    shipping: {costMinor: 500, discountMinor: 200, appliedDiscountMinor: 200},
  });
  const next = takeOffLines(off, [minor(1)]);
  expect(next.shipping).toEqual({costMinor: 500, discountMinor: 200, appliedDiscountMinor: 0});
  expect(takeOffLines(next, [minor(1)]).shipping).toBe(next.shipping);
  const last = takeOffOrder(next, minor(0), minor(300));
  expect(appliedSince(delivered, last).shipping?.appliedDiscountMinor).toBe(500);
  expect(() => takeOffOrder(last, minor(0), minor(1))).toThrow(AssertionFailure);
  expect(() => takeOffOrder(delivered, minor(0), minor(-1))).toThrow(AssertionFailure);
  expect(() => takeOffOrder(start, minor(0), minor(1))).toThrow(AssertionFailure);
});

test('a line that nothing changes stays the same object', () => {
  const first = takeOffLines(start, [minor(1), minor(0)]);
  expect(first.lines[1]).toBe(start.lines[1]);
  const second = takeOffOrder(first, minor(1));
  expect(second.lines[0]).not.toBe(first.lines[0]);
  expect(clearedLines(second.lines)).toEqual(second.lines);
  expect(takeOffOrder(second, minor(1)).lines[0]).toBe(second.lines[0]);
});

test('more free units than a line has, or less than nothing off the order, is a bug', () => {
  const [line] = start.lines;
  if (!line) throw new Error('a line expected');
  expect(() => settled({...start, lines: [{...line, discountQuantity: 2}]})).toThrow(AssertionFailure);
  expect(() => settled({...start, orderDiscountMinor: minor(-1)})).toThrow(AssertionFailure);
});

test('[O7] a line of which the next one takes nothing keeps nothing applied', () => {
  const first = takeOffLines(start, [minor(400), minor(0)]);
  expect(takeOffLines(first, [minor(0), minor(5)])).toMatchObject({
    appliedItemsDiscountMinor: 5,
    lines: [
      {discountMinor: 400, appliedDiscountMinor: 0},
      {discountMinor: 5, appliedDiscountMinor: 5},
    ],
  });
  const freed = {
    ...first,
    lines: first.lines.map(line => ({...line, appliedDiscountMinor: zero, appliedQuantity: 1})),
  };
  expect(takeOffLines(freed, [minor(0), minor(0)]).lines[0]).not.toHaveProperty('appliedQuantity');
});
