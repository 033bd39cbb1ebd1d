import {expect, test} from 'vitest';
import {seededRandom} from './seeded-random.ts';

const draws = (seed: string, count = 5) => {
  const random = seededRandom(seed);
  return Array.from({length: count}, () => random.next());
};

test('the same seed gives the same numbers, another one others', () => {
  expect(draws('seed 1')).toEqual(draws('seed 1'));
  expect(draws('seed 1')).not.toEqual(draws('seed 2'));
  expect(new Set(draws('seed 1', 1_000)).size).toBe(1_000);
});

test('one more draw from a stream does not move the others', () => {
  const [one, other] = [seededRandom('seed 1'), seededRandom('seed 1')];
  other.split('net').next();
  one.next();
  expect(one.split('faults').next()).toBe(other.split('faults').next());
});

test('numbers are spread evenly', () => {
  const random = seededRandom('even');
  const counts = Array.from({length: 10}, () => 0);
  for (let i = 0; i < 10_000; i += 1) {
    const drawn = random.below(10);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
});
