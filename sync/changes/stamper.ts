/**
 * The stamper gives feed positions to committed documents (sync.md §4.3). Writers leave `position` null; one
 * stamper per project at a time numbers what is committed. It cannot see an open transaction, so a late commit gets
 * a later position and no cursor ever passes it.
 */
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {FeedBook} from '../store/feed-book.ts';
import {stampDocuments} from './stamp-documents.ts';

const coalesceMs = 25;

export interface Stamper {
  /** Stamps soon; many pokes within 25 ms are one run. For after a commit. */
  poke(projectId: ProjectId): void;
  /** Stamps what is committed now and answers the feed's head. For before a read. */
  stampNow(projectId: ProjectId): Promise<number>;
  /** Waits for runs under way; pokes after this do nothing. */
  close(): Promise<void>;
}

export function makeStamper(feed: FeedBook, logFailure: (line: string, cause: unknown) => void): Stamper {
  const timers = new Map<ProjectId, NodeJS.Timeout>();
  const running = new Set<Promise<unknown>>();
  let closed = false;

  const run = (projectId: ProjectId): void => {
    timers.delete(projectId);
    const done = stampDocuments(feed, projectId)
      .catch((cause: unknown) => logFailure('stamper', cause))
      .finally(() => running.delete(done));
    running.add(done);
  };
  return {
    poke: projectId => {
      if (closed || timers.has(projectId)) return;
      timers.set(projectId, setTimeout(run, coalesceMs, projectId));
    },
    stampNow: projectId => stampDocuments(feed, projectId),
    close: async () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
