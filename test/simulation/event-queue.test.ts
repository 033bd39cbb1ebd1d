import {expect, test} from 'vitest';
import {eventQueue} from './event-queue.ts';
import {seededRandom} from './seeded-random.ts';

test('the earliest first, and at one instant in the order of planning', () => {
  const queue = eventQueue();
  const random = seededRandom('queue');
  const planned = Array.from({length: 200}, (_, n) => ({atMs: random.below(20), n}));
  for (const {atMs, n} of planned) queue.put(atMs, String(n), () => undefined);
  const taken = planned.map(() => queue.take()?.what);
  const expected = [...planned].sort((a, b) => a.atMs - b.atMs || a.n - b.n).map(({n}) => String(n));
  expect(taken).toEqual(expected);
  expect(queue.take()).toBeUndefined();
});

test('what is cancelled does not happen', () => {
  const queue = eventQueue();
  const first = queue.put(1, 'first', () => undefined);
  queue.put(2, 'second', () => undefined);
  first.isCancelled = true;
  expect(queue.nextMs()).toBe(2);
  expect(queue.take()?.what).toBe('second');
});
