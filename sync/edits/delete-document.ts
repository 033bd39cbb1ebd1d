import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {EditableKind} from '../../shared/merge/editable.ts';
import {mergeDeletion} from '../../shared/merge/merge-deletion.ts';
import type {CommandDeps} from '../command-deps.ts';
import {transact} from '../storage/transact.ts';
import {archiveDocument, pgEditBook} from './pg-edit-book.ts';

/** `ended`: it was redeemed, so it stays for receipts and returns, switched off and over. */
export type Deleted = 'archived' | 'ended';

/**
 * Deletes a campaign (with its codes and tiers), product, voucher or tier by its id, by the rule that an edit from a till
 * follows (merge ME8). Tills are told; accounts, orders and redemptions stay in the books.
 */
export async function deleteDocument(
  {db, clock}: Pick<CommandDeps, 'db' | 'clock'>,
  projectId: ProjectId,
  kind: EditableKind,
  id: string,
): Promise<Outcome<Deleted>> {
  const nowMs = clock.nowMs();
  return transact(db, async (tx): Promise<Outcome<Deleted>> => {
    const book = pgEditBook(tx, projectId, nowMs);
    const standing = await book.lockDocument(kind, id);
    if (standing === null) return refused(notFound(kind, id));
    const {document} = standing;
    const deletion = mergeDeletion(document, await book.wasRedeemed(kind, id), nowMs);
    if (deletion.kind === 'end') {
      await book.saveDocument({...deletion.document, version: document.version + 1});
      return done('ended');
    }
    await archiveDocument(tx, projectId, document, {by: 'api', atMs: nowMs});
    return done('archived');
  });
}
