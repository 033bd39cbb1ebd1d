import {expect, test} from 'vitest';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {EpochState} from '../store/device-epoch.ts';
import {KnownOperations} from './known-operations.ts';
import {placeOperation} from './place-operation.ts';
import {damagedProblem, type Envelope} from './read-operation.ts';

function made(sequence: number, previousHash: string | null, by = 'till'): Envelope {
  const content = {sequence, previousHash, by};
  const hash = contentHash(content);
  return {sequence, hash, raw: {...content, hash}};
}

const first = made(1, null);
const second = made(2, first.hash);
const third = made(3, second.hash);
const head: EpochState = {
  appliedSequence: 2,
  headHash: second.hash,
  session: null,
  formerSession: null,
  suspectSession: null,
  standing: 'good',
};

function known(
  ...given: readonly [Envelope, ('accepted' | 'quarantined')?, (string | undefined)?, boolean?][]
) {
  return new KnownOperations(
    given.map(([{sequence, hash}, outcome = 'accepted', detail, forked = false]) => ({
      sequence,
      hash,
      outcome,
      detail: detail ?? null,
      forked,
    })),
  );
}

test('the next one that follows the head is the till’s own; one after a gap waits', () => {
  expect(placeOperation(third, head, known([second])).kind).toBe('own');
  expect(placeOperation(made(5, 'x'), head, known()).kind).toBe('gap');
});

test('one taken before is answered what it was', () => {
  expect(placeOperation(second, head, known([second]))).toMatchObject({
    kind: 'known',
    answer: {sequence: 2, hash: second.hash, outcome: 'accepted'},
  });
});

test('another content under a sequence, or another predecessor, is a fork', () => {
  expect(placeOperation(made(2, first.hash, 'clone'), head, known([second])).kind).toBe('fork');
  expect(placeOperation(made(3, 'another'), head, known([second])).kind).toBe('fork');
});

test('a fork’s own next one follows it, whatever the head is', () => {
  const fork = made(2, first.hash, 'clone');
  const next = made(3, fork.hash, 'clone');
  expect(placeOperation(next, head, known([second], [fork, 'accepted', undefined, true])).kind).toBe('fork');
  const far = {...head, appliedSequence: 1, headHash: first.hash};
  expect(placeOperation(next, far, known([fork, 'accepted', undefined, true])).kind).toBe('fork');
});

test('after a hole, and after one that could not be read, nothing can be compared', () => {
  expect(placeOperation(made(3, 'lost'), {...head, headHash: null}, known()).kind).toBe('own');
  expect(placeOperation(made(3, 'other'), head, known([second, 'quarantined'])).kind).toBe('own');
});

test('one that was missing fills its hole', () => {
  expect(placeOperation(first, head, known()).kind).toBe('own');
});

test('a broken copy proves nothing, and gives way to the whole one', () => {
  const broken = {...made(2, first.hash, 'clone'), hash: third.hash};
  expect(placeOperation(broken, head, known([second])).kind).toBe('damaged');
  const kept = known([broken, 'quarantined', damagedProblem]);
  expect(placeOperation(second, head, kept)).toEqual({kind: 'own', replaces: broken.hash});
});

test('one that waits in quarantine is tried again where it was', () => {
  expect(placeOperation(second, head, known([second, 'quarantined'])).kind).toBe('own');
  expect(placeOperation(second, head, known([second, 'quarantined', undefined, true])).kind).toBe('fork');
});
