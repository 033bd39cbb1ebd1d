/**
 * Values of rules and metadata, made comparable. A number may arrive as text ("12.50"), a date as ISO 8601 text;
 * two values compare only when both are numbers or both are dates.
 */
import {canonicalJson} from '../kernel/canonical-json.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {isoInstantMs} from './iso-instant.ts';

/** Whether two values are the same: by type and content, text after NFC, "5" and 5 alike. */
export function sameValue(a: JsonValue, b: JsonValue): boolean {
  if (typeof a === typeof b) return canonicalJson(a) === canonicalJson(b);
  if (typeof a === 'object' || typeof b === 'object') return false;
  return String(a) === String(b);
}

/** Negative, zero or positive as `a` is smaller, equal or larger; null when there is no such thing. */
export function compareValues(a: JsonValue, b: JsonValue): number | null {
  const [left, right] = [orderable(a), orderable(b)];
  if (left === null || right === null || left.kind !== right.kind) return null;
  return left.at - right.at;
}

/** Whether a value has a place on some scale at all. */
export function isOrderable(value: JsonValue): boolean {
  return orderable(value) !== null;
}

/** The number a value is, or null. */
export function numberOf(value: JsonValue): number | null {
  const found = orderable(value);
  return found?.kind === 'number' ? found.at : null;
}

function orderable(value: JsonValue): {readonly kind: 'number' | 'instant'; readonly at: number} | null {
  if (typeof value === 'number') return {kind: 'number', at: value};
  if (typeof value !== 'string') return null;
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return {kind: 'number', at: Number(value)};
  const instantMs = isoInstantMs(value);
  return instantMs === null ? null : {kind: 'instant', at: instantMs};
}
