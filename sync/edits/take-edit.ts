/**
 * An edit made on a till arrives: it is merged into the book of record, published, and recorded with what became of each
 * field. What cannot be merged waits as conflict C7 with its three values; nothing of it is lost (shared/merge/SPEC.md).
 *
 * Only here does an edit that gives more take effect, on the till where it was made too. The editor must be an active
 * manager when it arrives; anybody else's edit changes nothing and is a conflict C6.
 */
import {usesAccount} from '../../shared/ledger/account-key.ts';
import {mergeDeletion} from '../../shared/merge/merge-deletion.ts';
import {type FieldOutcome, type FieldWrite, mergeEdit, parkEdit} from '../../shared/merge/merge-edit.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import type {Finding} from '../intake/finding.ts';
import type {EditOrigin} from '../store/sync-store.ts';
import type {EditBook, EditRecord, StandingDocument} from './edit-book.ts';
import type {EditEvidence} from './edit-evidence.ts';
import {type EditTx, moveLimit} from './move-limit.ts';

export async function takeEdit(
  tx: EditTx,
  book: EditBook,
  edit: Edit,
  origin: EditOrigin,
): Promise<readonly Finding[]> {
  const editor = (await tx.findStaff([edit.staffId])).get(edit.staffId);
  if (editor === undefined || !editor.active || editor.role !== 'manager') {
    const detail = `${edit.kind} ${edit.documentId} was edited by ${edit.staffId}, who is no active manager; nothing was changed`;
    return [{kind: 'conflict', class: 'C6', detail}];
  }
  // Accounts are locked before documents, as everywhere.
  if (edit.kind === 'voucher') await tx.lockAccounts([usesAccount(edit.documentId as `v_${string}`)]);
  const standing = await book.lockDocument(edit.kind, edit.documentId);
  const record = await merged(tx, book, edit, origin, standing);
  await book.recordEdit(record);
  return parkedFindings(edit, record.outcomes);
}

async function merged(
  tx: EditTx,
  book: EditBook,
  edit: Edit,
  origin: EditOrigin,
  standing: StandingDocument | null,
): Promise<EditRecord> {
  const recordOf = recordFor(edit, origin);
  const {change, baseVersion} = edit;
  const editedAtMs = origin.occurredMs;
  if (change.kind === 'delete') return applyDeletion(book, edit, origin, standing);
  const {fields} = change;
  if (standing === null) return recordOf('gone', null, parkEdit({baseVersion, editedAtMs, fields}));
  const {document: present} = standing;
  const own = await book.versionsBy(origin.deviceId, edit.kind, edit.documentId);
  const writes = writesOfOthers(standing, own);
  const refused = await book.refusals(present, fields);
  const {document, outcomes, written} = mergeEdit(
    present,
    {baseVersion, editedAtMs, fields, refused},
    writes,
  );
  const isChanged = document !== present;
  const next = isChanged ? {...document, version: present.version + 1} : present;
  if (isChanged) {
    await book.saveDocument(next);
    await moveLimit(tx, book, present, next);
  }
  await book.noteWrites(next, written);
  return recordOf('merged', isChanged ? next.version : null, outcomes);
}

/** What this till wrote itself after the version it names, its editor had seen: a pause does not forbid their resume. */
function writesOfOthers(
  {writes}: StandingDocument,
  own: ReadonlySet<number>,
): ReadonlyMap<string, FieldWrite> {
  return new Map(
    [...writes].map(([path, write]) => [path, own.has(write.version) ? {...write, version: 0} : write]),
  );
}

async function applyDeletion(
  book: EditBook,
  edit: Edit,
  origin: EditOrigin,
  standing: StandingDocument | null,
): Promise<EditRecord> {
  const recordOf = recordFor(edit, origin);
  if (standing === null) return recordOf('gone', null, []);
  const {document} = standing;
  const {kind, documentId, staffId} = edit;
  const deletion = mergeDeletion(document, await book.wasRedeemed(kind, documentId), origin.occurredMs);
  const version = document.version + 1;
  if (deletion.kind === 'archive') {
    await book.archiveDocument(document, {staffId, atMs: origin.receivedMs});
    return recordOf('archived', version, []);
  }
  await book.saveDocument({...deletion.document, version});
  return recordOf('ended', version, []);
}

function recordFor({id, kind, documentId, baseVersion, staffId}: Edit, origin: EditOrigin) {
  return (
    result: EditRecord['result'],
    version: number | null,
    outcomes: readonly FieldOutcome[],
  ): EditRecord => ({
    editId: id,
    operationId: origin.operationId,
    deviceId: origin.deviceId,
    staffId,
    kind,
    documentId,
    baseVersion,
    version,
    result,
    outcomes,
    editedAtMs: origin.occurredMs,
    mergedAtMs: origin.receivedMs,
  });
}

function parkedFindings(edit: Edit, outcomes: readonly FieldOutcome[]): readonly Finding[] {
  const parked = outcomes.filter(({outcome}) => outcome === 'parked');
  if (parked.length === 0) return [];
  const {id, kind, documentId, baseVersion, staffId} = edit;
  const why = parked.map(({path, reason}) => `${path} (${reason})`).join(', ');
  const fields = parked.map(({path, base, mine, theirs, reason = 'changed'}) => ({
    path,
    base,
    mine,
    theirs,
    reason,
  }));
  const evidence: EditEvidence = {editId: id, kind, documentId, baseVersion, staffId, fields};
  const detail = `An edit of ${kind} ${documentId} waits: ${why}`;
  return [{kind: 'conflict', class: 'C7', detail, evidence}];
}
