/**
 * Pulls the change feed page by page until the till has everything: the first download, resumed where it was cut,
 * and every change after it. Safe to run in two windows at once.
 */
import {z} from 'zod';
import {epochMsSchema} from '../../shared/kernel/epoch.ts';
import {type Change, changeSchema, changesPageSchema} from '../../shared/protocol/changes.ts';
import {applyChanges, readCursor} from '../till-db/apply-changes.ts';
import type {CacheDb} from '../till-db/cache-db.ts';
import {dropCache} from '../till-db/drop-cache.ts';
import {type Failure, type Fetch, requestJson} from './request-json.ts';

export const feedSchema = z.object({serverUrl: z.string(), token: z.string(), nowMs: epochMsSchema});
export type Feed = z.output<typeof feedSchema>;

export interface Progress {
  readonly applied: number;
  readonly head: number;
}

export type Pulled =
  | {readonly ok: true; readonly position: number}
  | {readonly ok: false; readonly failure: Failure};

const PAGE_SIZE = 1_000;
const TIMEOUT_MS = 30_000;

/** Documents of a newer server that this till cannot read yet are left out; they must not hold up the others. */
const pageSchema = changesPageSchema.extend({changes: z.array(z.unknown())});

export async function pullFeed(
  fetch: Fetch,
  cache: CacheDb,
  feed: Feed,
  progress: (progress: Progress) => void,
): Promise<Pulled> {
  let isRestarted = false;
  for (;;) {
    const {position} = await readCursor(cache);
    const answer = await requestJson(fetch, {
      method: 'GET',
      url: `${feed.serverUrl}/sync/v1/changes?after=${position}&limit=${PAGE_SIZE}`,
      token: feed.token,
      timeoutMs: TIMEOUT_MS,
      schema: pageSchema,
    });
    if (!answer.ok) return answer;
    const page = {...answer.value, changes: readable(answer.value.changes)};
    if (page.head < position && !isRestarted) {
      // The server's history is another one: a restored backup. What was pulled belongs to the former.
      await dropCache(cache);
      isRestarted = true;
      continue;
    }
    await applyChanges(cache, page, position, feed.nowMs);
    progress({applied: page.next, head: page.head});
    if (page.next >= page.head || page.next <= position) return {ok: true, position: page.next};
  }
}

function readable(changes: readonly unknown[]): Change[] {
  const parsed = changes.map(change => changeSchema.safeParse(change));
  const unread = parsed.find(result => !result.success);
  if (unread !== undefined) console.warn('a change of the feed is not understood:', unread.error?.message);
  return parsed.flatMap(result => (result.success ? [result.data] : []));
}

/** The cache did not take it: full, or dropped meanwhile. The next turn tries again. */
export function brokenOff(error: unknown): Pulled {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {ok: false, failure: {kind: 'unreachable', message}};
}
