import {expect, test} from 'vitest';
import {type Lockout, lockedForMs, noteRightPin, noteWrongPin, triesLeft} from './lockout.ts';

function afterWrong(tries: number, nowMs = 0): Lockout {
  return Array.from({length: tries}).reduce<Lockout>(
    lockout => noteWrongPin(lockout, 'staff_ada', nowMs),
    {},
  );
}

test.each([
  [1, 0],
  [4, 0],
  [5, 30_000],
  [6, 60_000],
  [7, 120_000],
  [8, 240_000],
  [30, 3_600_000],
])('%i wrong tries lock for %i ms', (tries, lockMs) => {
  expect(lockedForMs(afterWrong(tries), 'staff_ada', 0)).toBe(lockMs);
});

test('the lock ends by itself, and the next wrong try doubles it', () => {
  const lockout = afterWrong(5);
  expect(lockedForMs(lockout, 'staff_ada', 30_000)).toBe(0);
  expect(lockedForMs(noteWrongPin(lockout, 'staff_ada', 30_000), 'staff_ada', 30_000)).toBe(60_000);
});

test('a right PIN forgets it all; another person was never locked', () => {
  const lockout = afterWrong(5);
  expect(lockedForMs(lockout, 'staff_ben', 0)).toBe(0);
  expect(noteRightPin(lockout, 'staff_ada')).toEqual({});
});

test('the tries left are counted down', () => {
  expect([0, 1, 4, 5].map(tries => triesLeft(afterWrong(tries), 'staff_ada'))).toEqual([5, 4, 1, 1]);
});
