import {expect, test} from 'vitest';
import type {CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {bridgeJournal} from './bridge-journal.ts';

const state = {headSeq: 4, damage: []};
const record = {seq: 5, hash: '0'.repeat(64), body: '{}'};

function journalOver(answer: unknown) {
  const asked: unknown[] = [];
  const bridge: CounterfoilBridge = {
    platform: 'electron',
    invoke: async (channel, input) => {
      asked.push([channel, input]);
      return answer;
    },
  };
  return {asked, journal: bridgeJournal(bridge, {deviceId: 'till_one', epoch: 2})};
}

test('each enrolment has a journal of its own: sequences begin again with it', async () => {
  const {asked, journal} = journalOver({ok: true, written: 1, ...state});
  expect(await journal.append([record])).toEqual({ok: true});
  expect(asked).toEqual([['journal:append', {deviceId: 'till_one.2', records: [record]}]]);
});

test.each([
  [
    {code: 'out-of-order', seq: 9, ...state},
    {code: 'behind', headSequence: 4},
  ],
  [
    {code: 'out-of-order', seq: 9, ...state, headSeq: null},
    {code: 'behind', headSequence: 0},
  ],
  [{code: 'conflict', seq: 5, ...state}, {code: 'conflict'}],
  [{code: 'damaged', seq: 5, ...state}, {code: 'failed'}],
  [
    {code: 'io-failed', message: 'disk full'},
    {code: 'failed', message: 'disk full'},
  ],
])('main’s refusal %o becomes %o', async (refusal, expected) => {
  const {journal} = journalOver({ok: false, ...refusal});
  expect(await journal.append([record])).toMatchObject({ok: false, ...expected});
});

test('damage is told in words, an unusable file with its reason', async () => {
  const damage = [{reason: 'torn', line: 7, byteOffset: 900}];
  const torn = journalOver({ok: true, records: [record], more: false, headSeq: 5, damage});
  expect(await torn.journal.read(4)).toEqual({
    ok: true,
    records: [record],
    more: false,
    headSequence: 5,
    damage: ['torn at line 7'],
  });
  const foreign = journalOver({ok: false, code: 'foreign-file', message: 'another till'});
  expect(await foreign.journal.read(0)).toEqual({ok: false, message: 'another till'});
});
