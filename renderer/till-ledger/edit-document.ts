/**
 * Changes a campaign, product, voucher or promotion tier from the till, with or without a connection: the edit is queued
 * like everything a till does, and merged by the server with what others did meanwhile. What gives less holds here at
 * once (withheld.ts); the till's copy of the document changes only when the server publishes it.
 */
import type {EditId, OperationId, StaffId} from '../../shared/kernel/id.ts';
import {makeId} from '../../shared/kernel/id.ts';
import type {JsonValue} from '../../shared/kernel/metadata.ts';
import type {Editable} from '../../shared/merge/editable.ts';
import {fieldKindOf} from '../../shared/merge/field-kind.ts';
import {readField} from '../../shared/merge/field-path.ts';
import {sameValue} from '../../shared/merge/same-value.ts';
import type {Edit} from '../../shared/protocol/edit.ts';
import {addOperation} from './add-operation.ts';
import type {Till} from './till.ts';

export interface EditDraft {
  /** The document as the editor saw it (`seenDocument`). */
  readonly seen: Editable;
  readonly staffId: StaffId;
  readonly change: /** What the editor left in the fields they touched, by path; undefined takes a field away. */
    | {readonly kind: 'fields'; readonly after: ReadonlyMap<string, JsonValue | undefined>}
    | {readonly kind: 'delete'};
}

export type EditQueued = {readonly ok: true; readonly editId: EditId; readonly operationId: OperationId};
export type EditRefused =
  | {readonly ok: false; readonly code: 'nothing_changed'}
  | {readonly ok: false; readonly code: 'not_a_manager'}
  | {readonly ok: false; readonly code: 'not_editable'; readonly paths: readonly string[]};

/** @throws LedgerWriteFailed when it could not be kept: then nothing was changed. */
export async function editDocument(
  till: Till,
  {seen, staffId, change}: EditDraft,
): Promise<EditQueued | EditRefused> {
  const editor = await till.replica.staffMember(staffId);
  if (editor === null || !editor.active || editor.role !== 'manager')
    return {ok: false, code: 'not_a_manager'};
  const made = change.kind === 'delete' ? {ok: true as const, change} : fieldsOf(seen, change.after);
  if (!made.ok) return made;
  const id = makeId('edit', till.clock.nowMs(), till.random);
  const {kind, id: documentId, version: baseVersion} = seen;
  const edit: Edit = {id, kind, documentId, baseVersion, staffId, change: made.change};
  const added = await addOperation<EditRefused>(till, async () => {
    const clock = till.clock.read();
    return {
      ok: true,
      id: makeId('op', clock.correctedMs, till.random),
      body: {kind: 'edit', edit},
      clock,
      leases: [],
      sale: null,
    };
  });
  return added.ok ? {ok: true, editId: id, operationId: added.id} : added;
}

function fieldsOf(
  seen: Editable,
  after: ReadonlyMap<string, JsonValue | undefined>,
): {readonly ok: true; readonly change: Extract<Edit['change'], {kind: 'fields'}>} | EditRefused {
  const fields = [...after]
    .map(([path, value]) => ({path, before: readField(seen, path), after: value}))
    .filter(({before, after: value}) => !sameValue(before, value));
  if (fields.length === 0) return {ok: false, code: 'nothing_changed'};
  const paths = fields
    .filter(({path, before, after: value}) => fieldKindOf(seen.kind, path, [before, value]) === null)
    .map(({path}) => path);
  if (paths.length > 0) return {ok: false, code: 'not_editable', paths};
  // What is not there is left out: the operation is hashed as it is written.
  const written = fields.map(({path, before, after: value}) => ({
    path,
    ...(before === undefined ? {} : {before}),
    ...(value === undefined ? {} : {after: value}),
  }));
  return {ok: true, change: {kind: 'fields', fields: written}};
}
