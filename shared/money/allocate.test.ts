import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {allocate} from './allocate.ts';
import {minor} from './minor.ts';

const amount = fc.integer({min: 0, max: Number.MAX_SAFE_INTEGER}).map(minor);
const weights = fc
  .array(fc.integer({min: 0, max: Number.MAX_SAFE_INTEGER}), {minLength: 1, maxLength: 30})
  .filter(all => all.some(weight => weight > 0));

test('300 over 3300 and 3400 is 148 and 152, as in Voucherify’s example', () => {
  expect(allocate(minor(300), [3300, 3400])).toEqual([148, 152]);
});

test('a tie goes to the earlier line, and a weight of nothing gets nothing', () => {
  expect(allocate(minor(100), [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(minor(2), [0, 1, 1, 1])).toEqual([0, 1, 1, 0]);
});

test('the parts sum to the total, and each is within one of its exact share', () => {
  fc.assert(
    fc.property(amount, weights, (total, all) => {
      const parts = allocate(total, all);
      const whole = all.reduce((sum, weight) => sum + BigInt(weight), 0n);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      for (const [line, part] of parts.entries()) {
        const scaledError = BigInt(part) * whole - BigInt(total) * BigInt(all[line] ?? 0);
        expect(scaledError < whole && scaledError > -whole).toBe(true);
      }
    }),
  );
});

test('no part exceeds its weight while the total does not exceed their sum', () => {
  const small = fc.array(fc.integer({min: 0, max: 1_000_000}), {minLength: 1, maxLength: 30});
  fc.assert(
    fc.property(small, fc.nat(1_000_000), (all, wanted) => {
      const together = all.reduce((sum, weight) => sum + weight, 0);
      fc.pre(together > 0);
      const parts = allocate(minor(Math.min(wanted, together)), all);
      expect(parts.every((part, line) => part <= (all[line] ?? 0))).toBe(true);
    }),
  );
});

test.each([
  ['a negative total', -1, [1]],
  ['no weights', 1, []],
  ['weights of nothing', 1, [0, 0]],
  ['a negative weight', 1, [2, -1]],
])('%s is a bug', (_, total, all) => {
  expect(() => allocate(minor(total), all)).toThrow(AssertionFailure);
});
