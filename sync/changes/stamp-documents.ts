import type {ProjectId} from '../../shared/kernel/id.ts';
import type {FeedBook} from '../store/feed-book.ts';

/**
 * Numbers every committed, unstamped document of the project and answers the feed's head. The lock on the head makes it
 * the only writer of positions; with nothing to do it locks nothing.
 */
export async function stampDocuments(book: FeedBook, projectId: ProjectId): Promise<number> {
  const idle = await book.headIfIdle(projectId);
  if (idle !== null) return idle;
  return book.transact(projectId, async tx => {
    const head = await tx.lockHead();
    const stamped = await tx.numberDirty(head);
    if (stamped > 0) await tx.saveHead(head + stamped);
    return head + stamped;
  });
}
