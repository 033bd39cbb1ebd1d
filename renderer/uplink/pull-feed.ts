/** Pulls the change feed of a sync server into the cache database. */
import {z} from 'zod';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import type {CacheDb} from '../till-db/cache-db.ts';
import {dexieReplicaStore} from '../till-db/dexie-replica-store.ts';
import {followFeed, type Progress, type Pulled} from '../till-replica/follow-feed.ts';
import {httpFeed} from './http-feed.ts';
import type {Fetch} from './request-json.ts';

export const feedSchema = z.object({serverUrl: z.string(), token: z.string(), nowMs: epochMsSchema});
export type Feed = z.output<typeof feedSchema>;

export function pullFeed(
  fetch: Fetch,
  cache: CacheDb,
  feed: Feed,
  progress: (progress: Progress) => void,
): Promise<Pulled> {
  return followFeed(dexieReplicaStore(cache), httpFeed(fetch, feed), feed.nowMs, progress);
}

/** The cache did not take it: full, or dropped meanwhile. The next turn tries again. */
export function brokenOff(error: unknown): Pulled {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {ok: false, failure: {kind: 'unreachable', message}};
}
