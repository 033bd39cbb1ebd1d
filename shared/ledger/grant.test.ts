import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {grantSize} from './grant.ts';

test.each([
  [3, 1, 2, 2],
  [1, 1, 2, 1],
  [0, 1, 2, 0],
  [10, 3, 3, 3],
  [10, 0, 4, 4],
  [2, 0, 2, 1],
  [1, 0, 1, 0],
  [5, 9, 9, 5],
  [100, 1, 0, 1],
])('[L13] of %i free, need %i and level %i get %i', (free, need, level, granted) => {
  expect(grantSize(free, {need, level})).toBe(granted);
});

test('[L13] never more than is free or asked for, and the last unit only for a need', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), (free, need, level) => {
      const granted = grantSize(free, {need, level});
      expect(granted).toBeLessThanOrEqual(Math.min(free, Math.max(need, level)));
      expect(granted).toBeGreaterThanOrEqual(Math.min(free, need));
      if (free > need) expect(granted).toBeLessThan(free);
    }),
  );
});

test('a negative want is a bug', () => {
  expect(() => grantSize(1, {need: -1, level: 0})).toThrow(AssertionFailure);
});
