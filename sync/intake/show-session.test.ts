import {expect, test} from 'vitest';
import type {EpochState} from '../store/device-epoch.ts';
import {showSession} from './show-session.ts';

const start: EpochState = {
  appliedSequence: 0,
  headHash: null,
  session: null,
  formerSession: null,
  suspectSession: null,
  standing: 'good',
};
const third: EpochState = {...start, session: 's3', formerSession: 's2'};

test('the first word of an epoch and each answered one are given the next session', () => {
  const first = showSession(start, null, 's1');
  expect(first).toMatchObject({who: 'till', session: 's1', state: {session: 's1', formerSession: null}});
  const second = showSession(first.state, 's1', 's2');
  expect(second).toMatchObject({who: 'till', session: 's2', state: {session: 's2', formerSession: 's1'}});
});

test('a till whose answer was lost shows the former one, as often as it likes, and is told the present', () => {
  expect(showSession(third, 's2', 'fresh')).toEqual({state: third, who: 'till', session: 's3'});
});

test('a till that lost its memory shows none and is told the present', () => {
  expect(showSession(third, null, 'fresh')).toEqual({state: third, who: 'till', session: 's3'});
});

test('an older one is told a suspect session; whoever comes back with that is a second machine', () => {
  const old = showSession(third, 's1', 'suspect');
  expect(old).toMatchObject({who: 'old', session: 'suspect', state: {session: 's3', formerSession: 's2'}});
  expect(showSession(old.state, 's1', 'other')).toMatchObject({who: 'old', session: 'suspect'});
  expect(showSession(old.state, 's3', 's4')).toMatchObject({who: 'till', session: 's4'});
  expect(showSession(old.state, 'suspect', 's4').who).toBe('second');
});
