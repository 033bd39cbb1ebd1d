import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {type Journal, noJournal} from './journal.ts';
import type {OriginAppend} from './origin-file.ts';
import type {OriginOrder} from './origin-journal-worker.ts';

/**
 * The journal of a till in a browser: a file in the origin's own file system, written and flushed by a worker. It
 * outlives an IndexedDB that Chromium found damaged and emptied, not one whose whole site data was cleared.
 * A browser without such files has no journal.
 */
export function originJournal(till: {readonly deviceId: string; readonly epoch: number}): Journal {
  if (typeof Worker === 'undefined' || !('getDirectory' in navigator.storage)) return noJournal;
  const name = `${till.deviceId}.${till.epoch}`;
  const ask = askWorker();
  return {
    kind: 'file',
    append: records => ask<OriginAppend>({kind: 'append', name, records}),
    async read(afterSequence) {
      const page = await ask<Page>({kind: 'read', name, afterSequence});
      return {ok: true, ...page, damage: []};
    },
  };
}

interface Page {
  readonly records: readonly JournalRecord[];
  readonly more: boolean;
  readonly headSequence: number;
}

type Order = OriginOrder extends infer One ? (One extends OriginOrder ? Omit<One, 'id'> : never) : never;
interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (problem: Error) => void;
}
type Answer = {readonly id: number} & ({readonly answer: never} | {readonly failure: string});

/** Orders go to one worker, made with the first; each answer finds its order by number. */
function askWorker(): <Result>(order: Order) => Promise<Result> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;

  function start(): Worker {
    const started = new Worker(new URL('./origin-journal-worker.ts', import.meta.url), {type: 'module'});
    started.onmessage = ({data}: MessageEvent<Answer>) => {
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if ('failure' in data) asked?.reject(new Error(data.failure));
      else asked?.resolve(data.answer);
    };
    started.onerror = () => {
      for (const {reject} of waiting.values()) reject(new Error('the worker that writes the journal died'));
      waiting.clear();
      worker = null;
    };
    return started;
  }

  return order =>
    new Promise((resolve, reject) => {
      worker ??= start();
      last += 1;
      waiting.set(last, {resolve, reject});
      worker.postMessage({...order, id: last});
    });
}
