/**
 * Follows the change feed page by page until the till has everything: the first download, resumed where it was cut,
 * and every change after it. A till that is new or far behind takes the snapshot of the vouchers first; of these the feed
 * then brings only what is newer. Safe to run in two windows at once.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type Change, changeSchema} from '../../shared/protocol/changes.ts';
import type {Answer, Failure} from '../uplink/answer.ts';
import {applyChanges, unpinOld} from './apply-changes.ts';
import type {ChangesAsked, FeedLine, UnreadPage} from './feed-line.ts';
import type {CursorRow, ReplicaStore} from './replica-store.ts';
import {takeSnapshot} from './take-snapshot.ts';

export interface Progress {
  readonly applied: number;
  readonly head: number;
}

export type Pulled =
  | {readonly ok: true; readonly position: number}
  | {readonly ok: false; readonly failure: Failure};

const pageSize = 1_000;

/** A till further behind than this many positions asks whether there is a newer snapshot. */
const farBehind = 5_000;

export async function followFeed(
  store: ReplicaStore,
  line: FeedLine,
  nowMs: EpochMs,
  progress: (progress: Progress) => void,
  limit = pageSize,
): Promise<Pulled> {
  await unpinOld(store, nowMs);
  let isRestarted = false;
  let hasAskedSnapshot = false;
  let shown = 0;
  for (;;) {
    const cursor = await store.readCursor();
    const {position, unclean = false} = cursor;
    if (!hasAskedSnapshot && (unclean || position === 0 || cursor.head - position > farBehind)) {
      hasAskedSnapshot = true;
      const snapshot = await takeSnapshot(store, line, (applied, head) => {
        shown = applied;
        progress({applied, head});
      });
      if (!snapshot.ok) return snapshot;
      continue;
    }
    const answer = await line.changes(askedAt(cursor, limit));
    if ((isLost(answer, position) || isNamedFirst(answer, cursor)) && !isRestarted) {
      // What was pulled belongs to another history (a restored backup), or is too old to be brought up to date.
      await store.drop();
      isRestarted = true;
      hasAskedSnapshot = false;
      continue;
    }
    if (!answer.ok) return answer;
    if (isAstray(answer.value, cursor)) return astray;
    const page = {...answer.value, changes: readable(answer.value.changes)};
    if (!(await applyChanges(store, page, position, nowMs, cursor.snapshot?.position))) continue;
    progress({applied: Math.max(page.next, shown), head: page.head});
    if (page.next >= page.head || page.next <= position) return {ok: true, position: page.next};
  }
}

function askedAt({position, feed = '', since, snapshot}: CursorRow, limit: number): ChangesAsked {
  return {
    after: position,
    limit,
    feed,
    ...(since === undefined ? {} : {since}),
    ...(snapshot === undefined ? {} : {vouchersAfter: snapshot.position}),
  };
}

function isLost(answer: Answer<UnreadPage>, position: number): boolean {
  if (answer.ok) return answer.value.head < position;
  return answer.failure.kind === 'refused' && answer.failure.key === 'must_refetch';
}

/**
 * What is here was pulled from a server of protocol 1, whose history had no name: whether this is the same one cannot be
 * told (a backup may have been restored meanwhile), so it is pulled again, once.
 */
function isNamedFirst(answer: Answer<UnreadPage>, {position, feed}: CursorRow): boolean {
  return answer.ok && answer.value.feed !== undefined && feed === undefined && position > 0;
}

/** The answer to another question, from somewhere between: it may begin beyond what is here, or be of another history. */
function isAstray({after, feed}: UnreadPage, cursor: CursorRow): boolean {
  const isElsewhere = after !== undefined && after !== cursor.position;
  return isElsewhere || (feed !== undefined && cursor.feed !== undefined && feed !== cursor.feed);
}

const astray: Pulled = {ok: false, failure: {kind: 'foreign', message: 'the answer to another question'}};

function readable(changes: readonly unknown[]): Change[] {
  const parsed = changes.map(change => changeSchema.safeParse(change));
  const unread = parsed.find(result => !result.success);
  if (unread !== undefined) console.warn('a change of the feed is not understood:', unread.error?.message);
  return parsed.flatMap(result => (result.success ? [result.data] : []));
}
