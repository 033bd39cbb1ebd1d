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

test.each([
  // Exact shares 33.3, 16.7 and 50: one cent is left over.
  ['largest_remainder', [33, 17, 50]],
  ['first', [34, 16, 50]],
  ['last', [33, 17, 50]],
  ['dearest', [34, 16, 50]],
] as const)(
  'the odd cent goes to the line that %s names, and an even share stays as it is',
  (oddCent, parts) => {
    expect(allocate(minor(100), [2, 1, 3], oddCent, [900, 100, 2_000])).toEqual(parts);
  },
);

test('several odd cents go to the last or the dearest lines, one each', () => {
  expect(allocate(minor(5), [1, 1, 1], 'first')).toEqual([2, 2, 1]);
  expect(allocate(minor(5), [1, 1, 1], 'last')).toEqual([1, 2, 2]);
  expect(allocate(minor(5), [1, 1, 1], 'dearest', [5, 9, 9])).toEqual([1, 2, 2]);
  expect(allocate(minor(4), [1, 1, 1], 'dearest', [5, 9, 9])).toEqual([1, 2, 1]);
});

test('a tie goes to the earlier line, and a weight of nothing gets nothing', () => {
  expect(allocate(minor(100), [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(minor(2), [0, 1, 1, 1])).toEqual([0, 1, 1, 0]);
});

test('[M2] [M3] beyond 2^53 too the leftover goes to the largest remainder, not to the largest share', () => {
  expect(allocate(minor(2 ** 52 + 1), [3, 7, 5])).toEqual([
    900719925474099, 2101679826106232, 1501199875790166,
  ]);
  expect(allocate(minor(2 ** 53 - 2), [9, 1, 7])).toEqual([
    4768517252509936, 529835250278882, 3708846751952172,
  ]);
});

const oddCents = fc.constantFrom('largest_remainder', 'first', 'last', 'dearest' as const);

test('[M3] the parts sum to the total, and each is within one of its exact share', () => {
  fc.assert(
    fc.property(amount, weights, oddCents, (total, all, oddCent) => {
      const parts = allocate(total, all, oddCent);
      const whole = all.reduce((sum, weight) => sum + BigInt(weight), 0n);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
      for (const [line, part] of parts.entries()) {
        const scaledError = BigInt(part) * whole - BigInt(total) * BigInt(all[line] ?? 0);
        expect(scaledError < whole && scaledError > -whole).toBe(true);
      }
    }),
  );
});

test('[M3] no part exceeds its weight while the total does not exceed their sum', () => {
  const small = fc.array(fc.integer({min: 0, max: 1_000_000}), {minLength: 1, maxLength: 30});
  fc.assert(
    fc.property(small, fc.nat(1_000_000), oddCents, (all, wanted, oddCent) => {
      const together = all.reduce((sum, weight) => sum + weight, 0);
      fc.pre(together > 0);
      const parts = allocate(minor(Math.min(wanted, together)), all, oddCent);
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
