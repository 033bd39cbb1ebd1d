import type {BridgeOutput, CounterfoilBridge} from '../../shared/protocol/bridge.ts';
import {askBridge} from '../bridge/ask-bridge.ts';
import type {Journal, JournalAppend} from './journal.ts';

/**
 * The journal file kept by main. One file per enrolment (`till_….<epoch>`): sequences begin again with each.
 */
export function bridgeJournal(bridge: CounterfoilBridge, till: {deviceId: string; epoch: number}): Journal {
  const deviceId = `${till.deviceId}.${till.epoch}`;
  return {
    kind: 'file',
    async append(records) {
      return appendAnswer(await askBridge(bridge, 'journal:append', {deviceId, records: [...records]}));
    },
    async read(afterSequence) {
      const answer = await askBridge(bridge, 'journal:read', {deviceId, afterSeq: afterSequence});
      if (!answer.ok) return {ok: false, message: answer.message};
      const damage = answer.damage.map(({reason, line}) => `${reason} at line ${line}`);
      const {records, more} = answer;
      return {ok: true, records, more, headSequence: answer.headSeq ?? 0, damage};
    },
  };
}

function appendAnswer(answer: BridgeOutput<'journal:append'>): JournalAppend {
  if (answer.ok) return {ok: true};
  switch (answer.code) {
    case 'out-of-order':
      return {ok: false, code: 'behind', headSequence: answer.headSeq ?? 0};
    case 'conflict':
      return {ok: false, code: 'conflict', message: `another operation has number ${answer.seq}`};
    case 'damaged':
      return {ok: false, code: 'failed', message: `the journal is damaged at number ${answer.seq}`};
    case 'foreign-file':
    case 'io-failed':
      return {ok: false, code: 'failed', message: answer.message};
  }
}
