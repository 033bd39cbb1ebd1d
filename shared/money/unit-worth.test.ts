import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {minor} from './minor.ts';
import {sumOverUnits, unitsWorth} from './unit-worth.ts';

test('[M5] three units for 10.00 are 3.34, 3.33 and 3.33', () => {
  expect([0, 1, 2, 3].map(units => unitsWorth(minor(1_000), 3, units))).toEqual([0, 334, 667, 1_000]);
  const seen: number[] = [];
  sumOverUnits(minor(1_000), 3, 3, worth => {
    seen.push(worth);
    return worth;
  });
  expect(seen).toEqual([334, 333]);
});

test('a unit cannot be worth more than is asked of it', () => {
  expect(sumOverUnits(minor(1_001), 3, 3, worth => minor(Math.min(worth, 333)))).toBe(999);
  expect(sumOverUnits(minor(1_000), 3, 2, worth => worth)).toBe(667);
  expect(sumOverUnits(minor(1_000), 0, 0, worth => worth)).toBe(0);
  expect(unitsWorth(minor(0), 0, 0)).toBe(0);
});

test('the worth of all units is the line, and no unit is worth a cent more than another', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({min: 1, max: 500}), fc.nat(500), (total, quantity, some) => {
      const units = Math.min(some, quantity);
      const worth = unitsWorth(minor(total), quantity, units);
      expect(sumOverUnits(minor(total), quantity, quantity, one => one)).toBe(total);
      expect(sumOverUnits(minor(total), quantity, units, one => one)).toBe(worth);
      expect(Math.abs(worth * quantity - total * units)).toBeLessThanOrEqual(quantity * units);
    }),
  );
});

test('more units than the line has, or fewer than none, are a bug', () => {
  expect(() => unitsWorth(minor(10), 2, 3)).toThrow(AssertionFailure);
  expect(() => sumOverUnits(minor(10), 2, 3, worth => worth)).toThrow(AssertionFailure);
  expect(() => unitsWorth(minor(10), 2, -1)).toThrow(AssertionFailure);
  expect(() => sumOverUnits(minor(10), 2, -1, worth => worth)).toThrow(AssertionFailure);
});
