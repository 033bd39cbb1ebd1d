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

test.each([
  ['[L31] the reserve stays', 10, {need: 0, level: 9}, {reserve: 8}, 2],
  ['[L31] a need takes the reserve', 10, {need: 9, level: 9}, {reserve: 8}, 9],
  ['[L31] a small reserve leaves the half', 10, {need: 0, level: 9}, {reserve: 1}, 5],
  ['[L32] half of 40 shared by 5 tills is 4', 40, {need: 0, level: 30}, {limit: 40, tills: 5}, 4],
  ['[L32] and at least one', 8, {need: 0, level: 4}, {limit: 8, tills: 8}, 1],
  ['[L32] beside the need', 40, {need: 3, level: 30}, {limit: 40, tills: 5}, 7],
  ['[L33] four left for five tills: nothing ahead', 6, {need: 2, level: 9}, {tills: 5}, 2],
  ['[L34] online only: the need', 100, {need: 2, level: 9}, {needOnly: true}, 2],
] as const)('%s', (_rule, free, want, bounds, granted) => {
  expect(grantSize(free, want, bounds)).toBe(granted);
});

test('[L13] [L31] whatever the bounds are, the need is met and the last unit is never taken ahead', () => {
  const bounds = fc.record(
    {
      limit: fc.nat(1_000),
      tills: fc.integer({min: 1, max: 50}),
      reserve: fc.nat(1_000),
      needOnly: fc.boolean(),
    },
    {requiredKeys: []},
  );
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(100), fc.nat(1_000), bounds, (free, need, level, given) => {
      const granted = grantSize(free, {need, level}, given);
      expect(granted).toBeGreaterThanOrEqual(Math.min(free, need));
      expect(granted).toBeLessThanOrEqual(grantSize(free, {need, level}));
      if (granted > need) expect(free - granted).toBeGreaterThanOrEqual(Math.max(1, given.reserve ?? 1));
    }),
  );
});

test('a negative want is a bug', () => {
  expect(() => grantSize(1, {need: -1, level: 0})).toThrow(AssertionFailure);
});
