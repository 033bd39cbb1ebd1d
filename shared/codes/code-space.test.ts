import {expect, test} from 'vitest';
import type {CodeConfig} from './code-config.ts';
import {type CodeShape, readShape} from './code-shape.ts';
import {codeSpace, collisionOdds, confusableGroups, guessingOdds} from './code-space.ts';
import {mayCollide} from './may-collide.ts';

function shape(config: CodeConfig, caseSensitive = true): CodeShape {
  const read = readShape(config, caseSensitive);
  if (!read.ok) throw new Error(read.problem.code);
  return read.shape;
}

test('[CO11] a space has charset to the power of its places; at least five million of a large one can be made', () => {
  expect(codeSpace(shape({length: 4, charset: '0123456789'}))).toEqual({
    size: 10_000,
    capacity: 10_000,
    countingPlaces: 4,
  });
  expect(codeSpace(shape({}))).toEqual({size: 62 ** 8, capacity: 62 ** 4, countingPlaces: 4});
  expect(codeSpace(shape({length: 4, charset: '0123456789', hasCheckCharacter: true})).size).toBe(1000);
  for (let base = 2; base <= 94; base += 1) {
    const charset = Array.from({length: base}, (_, n) => String.fromCharCode(33 + n)).join('');
    expect(codeSpace(shape({length: 64, charset})).capacity).toBeGreaterThan(5_000_000);
  }
});

test('[CO12] the chance of a guess is issued codes over the space', () => {
  const odds = guessingOdds({size: 10_000}, 100);
  expect(odds.perAttempt).toBe(0.01);
  expect(odds.perThousandAttempts).toBeCloseTo(1 - 0.99 ** 1000, 12);
  expect(odds.attemptsForEvenOdds).toBe(69);
  const long = guessingOdds(codeSpace(shape({})), 100_000);
  expect(long.perAttempt).toBeCloseTo(4.58e-10, 12);
  expect(long.perThousandAttempts).toBeCloseTo(4.58e-7, 9);
  expect(guessingOdds({size: 10}, 0)).toEqual({
    perAttempt: 0,
    perThousandAttempts: 0,
    attemptsForEvenOdds: Infinity,
  });
  expect(guessingOdds({size: 1}, 1)).toEqual({perAttempt: 1, perThousandAttempts: 1, attemptsForEvenOdds: 1});
});

test('[CO13] two sets under different keys meet as their sizes say', () => {
  expect(collisionOdds({size: 62 ** 8}, 100_000, 100_000)).toBeCloseTo(4.58e-5, 7);
  expect(collisionOdds({size: 100}, 100, 1)).toBe(1);
  expect(collisionOdds({size: 100}, 100, 0)).toBe(0);
  expect(collisionOdds({size: 1e30}, 1, 1)).toBeCloseTo(1e-30, 40);
});

test('[CO14] shapes collide only where every place can agree', () => {
  const collide = (a: CodeConfig, b: CodeConfig, caseSensitive = true) =>
    mayCollide(shape(a, caseSensitive), shape(b, caseSensitive));
  expect(collide({prefix: 'A-'}, {prefix: 'B-'})).toBe(false);
  expect(collide({prefix: 'A-'}, {prefix: 'A-'})).toBe(true);
  expect(collide({length: 8}, {length: 9})).toBe(false);
  expect(collide({pattern: 'A###'}, {pattern: '###A'})).toBe(true);
  expect(collide({pattern: '-###'}, {pattern: '####'})).toBe(false);
  expect(collide({length: 3, charset: 'abc'}, {length: 3, charset: 'def'})).toBe(false);
  expect(collide({pattern: 'a#'}, {pattern: 'A#'})).toBe(false);
  expect(collide({pattern: 'a#'}, {pattern: 'A#'}, false)).toBe(true);
  expect(collide({pattern: 'SUMMER'}, {length: 6})).toBe(true);
});

test('[CO15] characters that people confuse are pointed out', () => {
  expect(confusableGroups(shape({charset: '0123456789'}))).toEqual([]);
  expect(confusableGroups(shape({charset: '0OIl15S'}))).toEqual(['0O', '1Il', '5S']);
});
