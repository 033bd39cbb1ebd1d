import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {minor} from './minor.ts';
import {percentToPpm, ppm, share} from './rate.ts';

test.each([
  ['3 % of 503.50, Voucherify’s example', 50_350, 3, 1_511],
  ['3 % of 1,033.50, the other one', 103_350, 3, 3_101],
  ['half a cent goes up', 1, 50, 1],
  ['just below half goes down', 49, 1, 0],
  ['half goes up also at an even cent', 250, 1, 3],
  ['12.5 % is exact', 80, 12.5, 10],
  ['0.0001 % of ten thousand', 1_000_000, 0.0001, 1],
  ['nothing of something', 999, 0, 0],
  ['all of it', 999, 100, 999],
])('%s', (_, amount, percent, expected) => {
  expect(share(minor(amount), percentToPpm(percent))).toBe(expected);
});

test('is the exact share to the nearest unit, halves up, for every amount and rate', () => {
  const amounts = fc.integer({min: 0, max: Number.MAX_SAFE_INTEGER});
  fc.assert(
    fc.property(amounts, fc.integer({min: 0, max: 1_000_000}), (amount, rate) => {
      const twice =
        2n * (BigInt(share(minor(amount), ppm(rate))) * 1_000_000n - BigInt(amount) * BigInt(rate));
      expect(twice > -1_000_000n && twice <= 1_000_000n).toBe(true);
    }),
  );
});

test('every percentage with four decimals is exact in parts per million', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 1_000_000}), rate => {
      expect(percentToPpm(rate / 10_000)).toBe(rate);
    }),
  );
});

test('a negative amount or rate is a bug', () => {
  expect(() => share(minor(-1), ppm(1))).toThrow(AssertionFailure);
  expect(() => ppm(-1)).toThrow(AssertionFailure);
  expect(() => ppm(0.5)).toThrow(AssertionFailure);
});
