import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {EditId, StaffId} from '../../shared/kernel/id.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import {readField} from '../../shared/merge/field-path.ts';
import {mergeEdit} from '../../shared/merge/merge-edit.ts';
import type {EditBook} from './edit-book.ts';
import {editEvidenceSchema} from './edit-evidence.ts';
import {type EditTx, moveLimit} from './move-limit.ts';

export type EditResolution =
  | {
      readonly ok: true /** The version it made; null where nothing changed. */;
      readonly version: number | null;
    }
  | {
      readonly ok: false;
      readonly code: 'document_gone' | 'fields_refused';
      readonly paths: readonly string[];
    };

/**
 * Resolves a conflict C7. `keep_server` leaves everything as it is; `keep_till` puts the editor's values in the place of
 * what is there now, all of them or none. `evidence` is the conflict's, `resolverId` the manager who decides.
 */
export async function resolveEdit(
  tx: EditTx,
  book: EditBook,
  evidence: unknown,
  by: {
    readonly resolution: 'keep_server' | 'keep_till';
    readonly resolverId: StaffId;
    readonly editId: EditId;
    readonly nowMs: EpochMs;
  },
): Promise<EditResolution> {
  if (by.resolution === 'keep_server') return {ok: true, version: null};
  const {kind, documentId, fields} = editEvidenceSchema.parse(evidence);
  const paths = fields.map(({path}) => path);
  if (kind === 'voucher') await tx.lockAccounts([usesAccount(documentId as `v_${string}`)]);
  const standing = await book.lockDocument(kind, documentId);
  if (standing === null) return {ok: false, code: 'document_gone', paths};
  const {document: present} = standing;
  const wanted = fields.map(({path, mine}) => ({path, before: readField(present, path), after: mine}));
  const refused = await book.refusals(present, wanted);
  const edit = {baseVersion: present.version, editedAtMs: by.nowMs, fields: wanted, refused};
  const {document, outcomes, written} = mergeEdit(present, edit, new Map());
  const lost = outcomes.filter(({outcome}) => outcome === 'parked').map(({path}) => path);
  if (lost.length > 0) return {ok: false, code: 'fields_refused', paths: lost};
  const isChanged = document !== present;
  const next = isChanged ? {...document, version: present.version + 1} : present;
  if (isChanged) {
    await book.saveDocument(next);
    await moveLimit(tx, book, present, next);
  }
  await book.noteWrites(next, written);
  const version = isChanged ? next.version : null;
  await book.recordEdit({
    editId: by.editId,
    operationId: null,
    deviceId: null,
    staffId: by.resolverId,
    kind,
    documentId,
    baseVersion: present.version,
    version,
    result: 'merged',
    outcomes,
    editedAtMs: by.nowMs,
    mergedAtMs: by.nowMs,
  });
  return {ok: true, version};
}
