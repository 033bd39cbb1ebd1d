/**
 * A page of the feed for one till, or why its cursor is worth nothing: it lies beyond the head, belongs to another
 * history, or was made before deletions that are forgotten. A till of protocol 1 names no feed; it is answered a head
 * of 0, at which it empties its replica by itself.
 */
import {apiError, done, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId, StoreId} from '../../shared/kernel/id.ts';
import type {FeedBook, FeedState} from '../store/feed-book.ts';
import type {Stamper} from './stamper.ts';

/** A page in the wire's shape; its documents are passed on as they were published (shared/protocol/changes.ts). */
export interface ChangesAnswer {
  readonly changes: readonly unknown[];
  readonly next: number;
  readonly head: number;
  readonly feed?: string;
  readonly after: number;
}

export interface FeedDeps {
  readonly feed: FeedBook;
  readonly stamper: Pick<Stamper, 'stampNow'>;
}

export interface ChangesAsked {
  readonly after: number;
  readonly limit: number;
  readonly vouchersAfter?: number | undefined;
  readonly since?: number | undefined;
  readonly feed?: string | undefined;
}

/** The changes after a position, oldest first, including everything committed before this was asked. */
export async function readChanges(
  {feed, stamper}: FeedDeps,
  {projectId, storeId}: {readonly projectId: ProjectId; readonly storeId: StoreId},
  asked: ChangesAsked,
): Promise<Outcome<ChangesAnswer>> {
  const {after, limit, vouchersAfter = 0} = asked;
  const head = await stamper.stampNow(projectId);
  const state = await feed.readFeed(projectId);
  const lost = whyLost(asked, head, state);
  if (lost !== null) {
    if (asked.feed === undefined) return done({changes: [], next: after, head: 0, after});
    return refused(apiError('must_refetch', {details: lost}));
  }
  const rows = await feed.list(projectId, {after, limit, storeId, vouchersAfter});
  const changes = rows.map(({position, deleted, scope, kind, id, version, body}) => {
    const isGone = deleted || (scope !== null && scope !== storeId);
    return isGone ? {deleted: true, position, kind, id, version} : {deleted: false, position, document: body};
  });
  const last = rows.at(-1)?.position ?? after;
  // A page that is not full holds all there is up to the head, also where its last rows are not for this till.
  const next = rows.length < limit ? Math.max(head, last) : last;
  return done({
    changes,
    next,
    head: Math.max(head, next),
    after,
    ...(state === null ? {} : {feed: state.feed}),
  });
}

function whyLost(
  {after, feed, since = 0, vouchersAfter = 0}: ChangesAsked,
  head: number,
  state: FeedState | null,
): string | null {
  if (Math.max(after, vouchersAfter) > head)
    return `Position ${after} lies beyond the head of the feed, ${head}`;
  if (feed !== undefined && feed !== '' && feed !== state?.feed)
    return 'This position belongs to another history of the feed';
  // A till of protocol 1 cannot say when it began to read: one that is new must not start again for ever.
  if (feed !== undefined && after > 0 && state !== null && Math.max(after, since) < state.forgotten)
    return `Deletions before position ${state.forgotten} are forgotten`;
  return null;
}
