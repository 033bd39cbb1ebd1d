import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {add, amountSchema, larger, minor, minorSchema, smaller, subtract, times, zero} from './minor.ts';

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('[M1] %s is not whole minor units', n => {
  expect(() => minor(n)).toThrow(AssertionFailure);
  expect(minorSchema.safeParse(n).success).toBe(false);
});

test('minus zero does not exist', () => {
  expect(Object.is(minor(-0), 0)).toBe(true);
  expect(Object.is(times(zero, -1), 0)).toBe(true);
});

test('sums, differences and products are exact or a bug', () => {
  expect(add()).toBe(0);
  expect(add(minor(1), minor(2), minor(-4))).toBe(-1);
  expect(subtract(minor(1), minor(3))).toBe(-2);
  expect(times(minor(199), 3)).toBe(597);
  expect(() => times(minor(199), 0.5)).toThrow(AssertionFailure);
  expect(() => times(minor(200), 0.5)).toThrow(/^not a whole quantity: 0.5$/);
  expect(() => add(minor(Number.MAX_SAFE_INTEGER), minor(1))).toThrow(AssertionFailure);
});

test('smaller and larger', () => {
  expect([smaller(minor(1), minor(2)), larger(minor(1), minor(2))]).toEqual([1, 2]);
  expect([smaller(minor(2), minor(1)), larger(minor(2), minor(1))]).toEqual([1, 2]);
});

test('an amount cannot be negative, a balance can', () => {
  expect(amountSchema.safeParse(-1).success).toBe(false);
  expect(amountSchema.parse(0)).toBe(0);
  expect(minorSchema.parse(-1)).toBe(-1);
});
