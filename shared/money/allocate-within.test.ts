import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {allocateWithin} from './allocate-within.ts';
import {minor} from './minor.ts';

test('[M4] what a full line cannot take goes to the others in their proportion', () => {
  // By quantity 9, 1, 1 of 100: 82, 9, 9; the first line is worth 9, so 91 are left for the others.
  expect(allocateWithin(minor(100), [9, 1, 1], [minor(9), minor(1_000), minor(1_000)])).toEqual([9, 46, 45]);
  expect(allocateWithin(minor(100), [9, 1, 1], [minor(9), minor(20), minor(1_000)])).toEqual([9, 20, 71]);
});

test('[M4] what no line can take is given to nobody', () => {
  expect(allocateWithin(minor(100), [1, 1, 0], [minor(9), minor(1), minor(500)])).toEqual([9, 1, 0]);
  expect(allocateWithin(minor(100), [0], [minor(9)])).toEqual([0]);
  expect(allocateWithin(minor(0), [1], [minor(9)])).toEqual([0]);
});

test('parts are within their caps and sum to the total or to all that fits', () => {
  const lines = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), {minLength: 1, maxLength: 12});
  fc.assert(
    fc.property(lines, fc.nat(5_000), (all, total) => {
      const caps = all.map(([, cap]) => minor(cap));
      const parts = allocateWithin(
        minor(total),
        all.map(([weight]) => weight),
        caps,
      );
      const fits = all.reduce((sum, [weight, cap]) => sum + (weight > 0 ? cap : 0), 0);
      expect(parts.every((part, line) => part >= 0 && part <= (caps[line] ?? 0))).toBe(true);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.min(total, fits));
    }),
  );
});

test('caps that are not one per weight are a bug', () => {
  expect(() => allocateWithin(minor(1), [1, 1], [minor(1)])).toThrow(AssertionFailure);
});
