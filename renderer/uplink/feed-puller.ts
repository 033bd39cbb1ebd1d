/**
 * Who pulls the feed: a worker of its own, because parsing and storing thousands of documents would hold up the
 * scanner; or this window, a page at a time, where there are no workers.
 *
 * Only the feed goes to the worker. An exchange is small, needs the journal and the key store that only the window
 * can reach, and stays here.
 */
import {z} from 'zod';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {TillDatabases} from '../till-db/open-till-databases.ts';
import type {Progress, Pulled} from '../till-replica/follow-feed.ts';
import {brokenOff, type Feed, pullFeed} from './pull-feed.ts';
import type {Fetch} from './request-json.ts';

export interface FeedPuller {
  pull(nowMs: EpochMs, progress: (progress: Progress) => void): Promise<Pulled>;
  stop(): void;
}

/** Where the feed is, asked for at each pull: tokens change. */
export type FeedSource = () => Omit<Feed, 'nowMs'>;

export function windowPuller(db: TillDatabases, fetch: Fetch, source: FeedSource): FeedPuller {
  return {
    pull: (nowMs, progress) => pullFeed(fetch, db.cache, {...source(), nowMs}, progress).catch(brokenOff),
    stop: () => undefined,
  };
}

const failureSchema = z.discriminatedUnion('kind', [
  z.object({kind: z.enum(['unreachable', 'foreign']), message: z.string()}),
  z.object({
    kind: z.literal('refused'),
    status: z.number(),
    key: z.string(),
    message: z.string(),
    retryAfterMs: z.number().nullable(),
  }),
]);
const reportSchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('progress'), progress: z.object({applied: z.number(), head: z.number()})}),
  z.object({
    kind: z.literal('pulled'),
    pulled: z.discriminatedUnion('ok', [
      z.object({ok: z.literal(true), position: z.number()}),
      z.object({ok: z.literal(false), failure: failureSchema}),
    ]),
  }),
]);

/** One pull at a time. A worker that cannot start or dies hands over to `spare` for good. */
export function workerPuller(db: TillDatabases, spare: FeedPuller, source: FeedSource): FeedPuller {
  /** Started by the first pull: a window that follows may never need it. */
  let worker: Worker | null | undefined;
  function retire(): void {
    worker?.terminate();
    worker = null;
  }
  return {
    async pull(nowMs, progress) {
      worker = worker === undefined ? startWorker() : worker;
      if (worker === null) return spare.pull(nowMs, progress);
      const pulled = await ask(worker, {...source(), nowMs, name: db.name}, progress);
      if (pulled !== 'died') return pulled;
      console.error('the feed worker died; this window downloads from now on');
      retire();
      return spare.pull(nowMs, progress);
    },
    stop: retire,
  };
}

function startWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null;
  return new Worker(new URL('./feed-worker.ts', import.meta.url), {type: 'module'});
}

function ask(
  worker: Worker,
  order: Feed & {readonly name: string},
  progress: (progress: Progress) => void,
): Promise<Pulled | 'died'> {
  return new Promise(resolve => {
    worker.onerror = () => resolve('died');
    worker.onmessage = (event: MessageEvent<unknown>) => {
      const report = reportSchema.parse(event.data);
      if (report.kind === 'progress') progress(report.progress);
      else resolve(report.pulled);
    };
    worker.postMessage(order);
  });
}
