import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {allocate} from '../money/allocate.ts';
import {minor} from '../money/minor.ts';
import {type Run, spread} from './spread.ts';

/** What every single thing gets, in order. */
function each(total: number, runs: readonly Run[]): number[] {
  return spread(minor(total), runs).flatMap(({eachMinor, extra}, place) =>
    Array.from({length: runs[place]?.count ?? 0}, (_, i) => eachMinor + (i < extra ? 1 : 0)),
  );
}

test('[RT3] the leftover cents go to the largest remainders, ties to the earlier unit', () => {
  expect(each(1_000, [{count: 3, weight: 500}])).toEqual([334, 333, 333]);
  expect(
    each(100, [
      {count: 2, weight: 100},
      {count: 1, weight: 800},
    ]),
  ).toEqual([10, 10, 80]);
  expect(
    each(101, [
      {count: 2, weight: 1},
      {count: 1, weight: 2},
    ]),
  ).toEqual([25, 25, 51]);
  expect(each(0, [{count: 2, weight: 0}])).toEqual([0, 0]);
});

test('[RT3] runs get what their units would get one by one', () => {
  const run = fc.record({count: fc.integer({min: 1, max: 6}), weight: fc.nat(900)});
  fc.assert(
    fc.property(fc.array(run, {minLength: 1, maxLength: 6}), fc.nat(1_000), (runs, share) => {
      const weights = runs.flatMap(({count, weight}) => Array.from({length: count}, () => weight));
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      fc.pre(whole > 0);
      const total = Math.floor((whole * share) / 1_000);
      expect(each(total, runs)).toEqual(allocate(minor(total), weights));
      expect(each(total, runs).every((part, i) => part <= (weights[i] ?? 0))).toBe(true);
    }),
  );
});

test('a million units are one step', () => {
  const [share] = spread(minor(1_500_000), [{count: 1_000_000, weight: 2 ** 31}]);
  expect(share).toEqual({eachMinor: 1, extra: 500_000});
});

test('something over nothing is a bug', () => {
  expect(() => spread(minor(1), [{count: 3, weight: 0}])).toThrow(AssertionFailure);
});
