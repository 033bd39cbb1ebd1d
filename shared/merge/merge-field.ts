/**
 * One field, three ways: as the editor found it, as they left it, and as it is now. Each kind of field has its rule
 * (SPEC.md); what a rule cannot decide is parked for a person, and never dropped.
 */
import {unreachable} from '../kernel/assert.ts';
import {canonicalJson} from '../kernel/canonical-json.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import type {FieldKind} from './field-kind.ts';
import {sameValue} from './same-value.ts';

/**
 * `taken`: the field is as the editor left it. `kept`: it stays as somebody else left it. `merged`: both are in it.
 * `parked`: it stays as it is, and the editor's value waits for a person.
 */
export type FieldResult = 'taken' | 'kept' | 'merged' | 'parked';

export interface FieldStand {
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
  readonly present: JsonValue | undefined;
  readonly editedAtMs: EpochMs;
  /** When the field was last written; undefined: not since that is recorded. */
  readonly writtenAtMs: EpochMs | undefined;
  /** Written after the version that the editor saw. */
  readonly isNewer: boolean;
}

export interface FieldMerge {
  readonly result: FieldResult;
  /** What the field holds then. */
  readonly value: JsonValue | undefined;
}

export function mergeField(kind: FieldKind, stand: FieldStand): FieldMerge {
  // Named, but not changed: whatever others did to it stays (ME1).
  if (sameValue(stand.before, stand.after)) return kept(stand);
  switch (kind) {
    case 'descriptive':
      return lastWriterWins(stand);
    case 'set':
      return mergeSet(stand);
    case 'limit':
      return mergeLimit(stand);
    case 'lifecycle':
      return mostRestrictiveWins(stand);
    case 'schedule':
    case 'register':
      return compareAndSet(stand);
    default:
      return unreachable(kind);
  }
}

/** ME3 */
function lastWriterWins(stand: FieldStand): FieldMerge {
  const {before, after, present, editedAtMs, writtenAtMs} = stand;
  if (sameValue(present, before) || writtenAtMs === undefined || editedAtMs > writtenAtMs)
    return taken(stand);
  if (editedAtMs < writtenAtMs) return kept(stand);
  return textOf(after) >= textOf(present) ? taken(stand) : kept(stand);
}

/** ME4: what the editor took out goes, what they put in comes, whatever others put in stays. */
function mergeSet(stand: FieldStand): FieldMerge {
  const {before, after, present} = stand;
  if (sameValue(present, before)) return taken(stand);
  const [had, has, now] = [elementsOf(before), elementsOf(after), elementsOf(present)];
  if (had === null || has === null || now === null) return compareAndSet(stand);
  const stays = (text: string) => now.has(text) && (has.has(text) || !had.has(text));
  const comes = (text: string) => has.has(text) && !had.has(text);
  // Sorted by their text, so that it does not matter who came first: a set has no order of its own.
  const all = [...new Map([...now, ...has])].sort(([a], [b]) => (a < b ? -1 : 1));
  const value = all.flatMap(([text, element]) => (stays(text) || comes(text) ? [element] : []));
  return sameValue(value, after) ? {result: 'taken', value} : {result: 'merged', value};
}

/** ME5: an edit of a limit is a difference; two raises add up. */
function mergeLimit(stand: FieldStand): FieldMerge {
  const {before, after, present} = stand;
  if (sameValue(present, before)) return taken(stand);
  if (!isCount(before) || !isCount(after) || !isCount(present)) return compareAndSet(stand);
  return {result: 'merged', value: Math.max(0, present + after - before)};
}

/** ME7: off beats on, unless on was said by somebody who knew of the off. */
function mostRestrictiveWins(stand: FieldStand): FieldMerge {
  const {after, present, isNewer} = stand;
  if (after === false || sameValue(present, after)) return taken(stand);
  return isNewer ? kept(stand) : taken(stand);
}

/** ME6: one value or the other, never a mixture. */
function compareAndSet(stand: FieldStand): FieldMerge {
  const {before, after, present} = stand;
  if (sameValue(present, before) || sameValue(present, after)) return taken(stand);
  return {result: 'parked', value: present};
}

function taken({after}: FieldStand): FieldMerge {
  return {result: 'taken', value: after};
}

function kept({present}: FieldStand): FieldMerge {
  return {result: 'kept', value: present};
}

/** By their text; nothing is an empty set. null for what is no list. */
function elementsOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> | null {
  if (value === undefined) return new Map();
  return Array.isArray(value) ? new Map(value.map(element => [canonicalJson(element), element])) : null;
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
