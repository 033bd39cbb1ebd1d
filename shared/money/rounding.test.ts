import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {minor} from './minor.ts';
import {portion, type Rounding, roundMinor} from './rounding.ts';

const roundings: readonly Rounding[] = ['half_up', 'half_even', 'half_down', 'floor', 'ceil'];

/** Of an amount of one: 1.4, 1.5, 1.6, 2.5 and 2. */
const fractions = [14, 15, 16, 25, 20];
const expected: readonly [Rounding, readonly number[]][] = [
  ['half_up', [1, 2, 2, 3, 2]],
  ['half_even', [1, 2, 2, 2, 2]],
  ['half_down', [1, 1, 2, 2, 2]],
  ['floor', [1, 1, 1, 2, 2]],
  ['ceil', [2, 2, 2, 3, 2]],
];

describe('1.4, 1.5, 1.6, 2.5 and 2', () => {
  test.each(expected)('rounded %s', (rounding, whole) => {
    expect(fractions.map(tenths => portion(minor(1), tenths, 10, rounding))).toEqual(whole);
    expect(fractions.map(tenths => roundMinor(tenths / 10, rounding))).toEqual(whole);
  });

  test.each(expected)('rounded %s beyond 2^53 too', (rounding, whole) => {
    const scale = 2 ** 52;
    expect(fractions.map(tenths => portion(minor(scale), tenths, 10 * scale, rounding))).toEqual(whole);
  });
});

test('[M6] the noise of a binary fraction is no fraction', () => {
  expect(roundings.map(rounding => roundMinor(0.29 * 100, rounding))).toEqual([29, 29, 29, 29, 29]);
  expect(roundings.map(rounding => roundMinor(1.1 * 100, rounding))).toEqual([110, 110, 110, 110, 110]);
  expect(roundMinor(2 ** 40 + 0.5, 'half_up')).toBe(2 ** 40 + 1);
});

test('[M2] numbers and BigInt agree, and the result is within one of the exact portion', () => {
  const amounts = fc.integer({min: 0, max: 2 ** 40});
  const scale = 2 ** 13;
  fc.assert(
    fc.property(amounts, fc.nat(2_000_000), fc.integer({min: 1, max: 2 ** 39}), (amount, n, d) => {
      fc.pre((amount * n) / d < 2 ** 53);
      for (const rounding of roundings) {
        const part = portion(minor(amount), n, d, rounding);
        expect(portion(minor(amount), n * scale, d * scale, rounding)).toBe(part);
        const error = BigInt(part) * BigInt(d) - BigInt(amount) * BigInt(n);
        expect(error < BigInt(d) && error > -BigInt(d)).toBe(true);
      }
    }),
  );
});

test('a negative amount or nothing to divide by is a bug', () => {
  expect(() => portion(minor(-1), 1, 1)).toThrow(AssertionFailure);
  expect(() => portion(minor(1), -1, 1)).toThrow(AssertionFailure);
  expect(() => portion(minor(1), 1, 0)).toThrow(AssertionFailure);
  expect(() => roundMinor(-0.1, 'floor')).toThrow(AssertionFailure);
  expect(roundMinor(0, 'ceil')).toBe(0);
});
