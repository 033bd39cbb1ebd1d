import fc from 'fast-check';
import {expect, test} from 'vitest';
import {AssertionFailure} from '../kernel/assert.ts';
import {permutation} from './permutation.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);

function order(size: number, byte: number): number[] {
  const {at} = permutation(size, key(byte));
  return Array.from({length: size}, (_, index) => at(index));
}

test.each([1, 2, 3, 7, 10, 100, 1000, 65_536])('[CO1] each of %i numbers comes exactly once', size => {
  expect(order(size, 1).toSorted((a, b) => a - b)).toEqual(Array.from({length: size}, (_, n) => n));
});

test.each([65_537, 100_000, 2 ** 17, 3 ** 11, 62 ** 3, 26 ** 4])(
  '[CO1] each of %i numbers comes exactly once, without a list of them',
  size => {
    const {at} = permutation(size, key(2));
    const seen = new Uint8Array(size);
    for (let index = 0; index < size; index += 1) seen[at(index)] = 1;
    expect(seen.every(Boolean)).toBe(true);
  },
);

test('[CO2] every number leads back to its index', () => {
  const sizes = [1, 2, 5, 1000, 65_536, 65_537, 62 ** 4, 2 ** 28, 127 ** 3, 10 ** 8];
  const made = new Map(sizes.map(size => [size, permutation(size, key(3))]));
  fc.assert(
    fc.property(fc.constantFrom(...sizes), fc.nat(2 ** 28 - 1), (size, n) => {
      const found = made.get(size);
      expect(found?.indexOf(found.at(n % size))).toBe(n % size);
    }),
    {seed: 1},
  );
});

test('[CO3] another key is another order', () => {
  for (const size of [100, 70_000]) {
    const other = order(size, 5);
    const same = order(size, 4).filter((number, index) => number === other[index]).length;
    // One is to be expected.
    expect(same).toBeLessThan(10);
  }
});

test('[CO4] neighbours are spread evenly: sixteen parts of the range get a sixteenth each', () => {
  const size = 62 ** 4;
  const {at} = permutation(size, key(6));
  const counts = Array<number>(16).fill(0);
  const steps: number[] = [];
  for (let index = 0; index < 16_000; index += 1) {
    const part = Math.floor((at(index) / size) * 16);
    counts[part] = (counts[part] ?? 0) + 1;
    steps.push(Math.abs(at(index + 1) - at(index)));
  }
  // Chi-square with 15 degrees of freedom: above 37.7 once in a thousand.
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(37.7);
  // Two random numbers are a third of the range apart.
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length / size;
  expect(mean).toBeGreaterThan(0.32);
  expect(mean).toBeLessThan(0.347);
});

test('[CO1] an index outside the range and a size that is too large are bugs', () => {
  expect(() => permutation(2 ** 28 + 1, key(1))).toThrow(AssertionFailure);
  expect(() => permutation(0, key(1))).toThrow(AssertionFailure);
  expect(() => permutation(10, key(1)).at(10)).toThrow(AssertionFailure);
  expect(() => permutation(10, key(1)).at(-1)).toThrow(AssertionFailure);
  expect(() => permutation(100_000, key(1)).at(0.5)).toThrow(AssertionFailure);
  expect(() => permutation(10, new Uint8Array(16))).toThrow(AssertionFailure);
});
