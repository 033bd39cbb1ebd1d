/**
 * Merges an edit made without a connection into the document as it is now, field by field (SPEC.md).
 *
 * Always true:
 * - Each field of the edit has exactly one outcome, in the edit's order; its three values are in it.
 * - The result is a document of its kind, with the version of `present`: who keeps it gives it the next one.
 * - Where nobody else changed the fields meanwhile, they are as the editor left them.
 */
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {type Editable, readEditable} from './editable.ts';
import {fieldKindOf} from './field-kind.ts';
import {readField, writeField} from './field-path.ts';
import {type FieldResult, type FieldStand, mergeField} from './merge-field.ts';
import {sameValue} from './same-value.ts';

/** One field as the editor found it and as they left it; absent is not there. */
export interface EditedField {
  readonly path: string;
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
}

export interface FieldsEdit {
  /** Version of the document that the editor saw. */
  readonly baseVersion: number;
  readonly editedAtMs: EpochMs;
  readonly fields: readonly EditedField[];
  /** Paths that whoever keeps the document cannot take as asked, and why. */
  readonly refused?: ReadonlyMap<string, ParkedReason>;
}

/** The last write of a field: when, and which version of the document it made. */
export interface FieldWrite {
  readonly version: number;
  readonly atMs: EpochMs;
}

/**
 * Why a field was parked. `changed`: somebody else changed it meanwhile. `twice`: the edit names it a second time.
 * `taken`: something else has this name. `unknown`: it names something that does not exist.
 */
export type ParkedReason =
  | 'changed'
  | 'not_editable'
  | 'invalid'
  | 'ends_before_start'
  | 'twice'
  | 'deleted'
  | 'taken'
  | 'unknown';

export interface FieldOutcome {
  readonly path: string;
  /** As the editor found it, as they left it, and as it was when the edit arrived; absent is not there. */
  readonly base?: JsonValue;
  readonly mine?: JsonValue;
  readonly theirs?: JsonValue;
  readonly outcome: FieldResult;
  readonly reason?: ParkedReason;
  /** What the field holds now, where that is neither `mine` nor `theirs`. */
  readonly merged?: JsonValue;
}

export interface Merge {
  /** The very object that was given where nothing in it changes. */
  readonly document: Editable;
  readonly outcomes: readonly FieldOutcome[];
  /** The fields that were written, be it with what was there already, and the time that counts for who was last. */
  readonly written: ReadonlyMap<string, EpochMs>;
}

/** `writes`: the last write of each field by its path, as far as that is recorded. */
export function mergeEdit(
  present: Editable,
  edit: FieldsEdit,
  writes: ReadonlyMap<string, FieldWrite>,
): Merge {
  const merging: Merging = {document: present, outcomes: [], written: new Map()};
  for (const field of edit.fields)
    merging.outcomes.push(fieldOutcome(merging, present, edit, field, writes.get(field.path)));
  return endsAfterStart(merging.document) ? merging : withoutDates(merging, present);
}

/** What becomes of an edit of a document that is not there any more: all of it waits for a person (ME8). */
export function parkEdit({fields}: FieldsEdit): readonly FieldOutcome[] {
  return fields.map(field => ({...valuesOf(field, undefined), outcome: 'parked', reason: 'deleted'}));
}

interface Merging {
  document: Editable;
  readonly outcomes: FieldOutcome[];
  readonly written: Map<string, EpochMs>;
}

function fieldOutcome(
  merging: Merging,
  original: Editable,
  {baseVersion, editedAtMs, refused}: FieldsEdit,
  field: EditedField,
  write: FieldWrite | undefined,
): FieldOutcome {
  const {path, before, after} = field;
  const present = readField(original, path);
  const values = valuesOf(field, present);
  const parked = (reason: ParkedReason): FieldOutcome => ({...values, outcome: 'parked', reason});
  const kind = fieldKindOf(original.kind, path, [before, after, present]);
  if (kind === null) return parked('not_editable');
  if (merging.outcomes.some(outcome => outcome.path === path)) return parked('twice');
  const refusal = refused?.get(path);
  if (refusal !== undefined) return parked(refusal);
  const stand: FieldStand = {
    before,
    after,
    present,
    editedAtMs,
    writtenAtMs: write?.atMs,
    isNewer: write !== undefined && write.version > baseVersion,
  };
  const {result, value} = mergeField(kind, stand);
  if (result === 'parked') return parked('changed');
  if (!sameValue(value, present)) {
    const changed = readEditable(original.kind, writeField(merging.document, path, value));
    if (changed === null) return parked('invalid');
    merging.document = changed;
  }
  if (result !== 'kept') merging.written.set(path, epochMs(Math.max(editedAtMs, write?.atMs ?? editedAtMs)));
  const isNeither = result === 'merged' && value !== undefined;
  return {...values, outcome: result, ...(isNeither ? {merged: value} : {})};
}

function valuesOf({path, before, after}: EditedField, present: JsonValue | undefined) {
  return {
    path,
    ...(before === undefined ? {} : {base: before}),
    ...(after === undefined ? {} : {mine: after}),
    ...(present === undefined ? {} : {theirs: present}),
  };
}

const dates: readonly string[] = ['startsAtMs', 'endsAtMs'];

/** A start and an end that were moved by two people may pass each other: then the editor's wait (ME6). */
function withoutDates(merging: Merging, present: Editable): Merge {
  let document = merging.document;
  for (const path of dates.filter(date => merging.written.has(date)))
    document = readEditable(present.kind, writeField(document, path, readField(present, path))) ?? document;
  const outcomes = merging.outcomes.map((outcome): FieldOutcome => {
    if (!dates.includes(outcome.path) || !merging.written.has(outcome.path)) return outcome;
    return {...outcome, outcome: 'parked', reason: 'ends_before_start'};
  });
  return {
    document,
    outcomes,
    written: new Map([...merging.written].filter(([path]) => !dates.includes(path))),
  };
}

function endsAfterStart(document: Editable): boolean {
  if (document.kind === 'product') return true;
  const {startsAtMs, endsAtMs} = document;
  return startsAtMs === null || endsAtMs === null || startsAtMs < endsAtMs;
}
