/**
 * A value of the decision made ready for comparing: once, however many rules look at it. A list has several values,
 * everything else one; a missing value is the one value null.
 */
import type {JsonValue} from '../kernel/metadata.ts';
import {type Point, pointOf} from './comparable.ts';

export interface Facet {
  /** As a trace tells it. */
  readonly value: JsonValue;
  readonly values: readonly JsonValue[];
  /** Filled by `keysOf` and `pointsOf`; `onlyKey` where there is just one. */
  keys: ReadonlySet<string> | null;
  onlyKey: string | null;
  points: readonly Point[] | null;
}

export function facetOf(value: JsonValue): Facet {
  return {value, values: Array.isArray(value) ? value : [value], keys: null, onlyKey: null, points: null};
}

/** A thing without this attribute. */
export const missing: Facet = facetOf(null);

export function keysOf(facet: Facet): ReadonlySet<string> {
  return facet.keys ?? fillKeys(facet);
}

/** `keysOf(facet).has(key)`. Most facets have one key, and comparing takes half of looking it up in a set. */
export function hasKey(facet: Facet, key: string): boolean {
  const keys = facet.keys ?? fillKeys(facet);
  return facet.onlyKey === null ? keys.has(key) : facet.onlyKey === key;
}

function fillKeys(facet: Facet): ReadonlySet<string> {
  const keys = new Set(facet.values.map(valueKey));
  const [first] = keys;
  facet.keys = keys;
  if (keys.size === 1 && first !== undefined) facet.onlyKey = first;
  return keys;
}

/** Those of its values that stand on a scale. A facet belongs to one decision and so to one zone. */
export function pointsOf(facet: Facet, zone: string): readonly Point[] {
  facet.points ??= facet.values.flatMap(value => pointOf(value, zone) ?? []);
  return facet.points;
}

/** Objects and lists within each other; deeper ones equal nothing. */
export const deepestValue = 20;
/** The key of what equals nothing; no operand has it. */
const incomparable = '\u0000deep';

/** Equal values have equal keys: text after NFC, 5 and "5" alike, objects whatever the order of their members. */
export function valueKey(value: JsonValue): string {
  if (typeof value === 'string') return nfc(value);
  if (typeof value === 'object' && value !== null) return structureKey(value, 0);
  return value === null ? '\u0000null' : String(value);
}

function structureKey(value: JsonValue, depth: number): string {
  if (depth > deepestValue) return incomparable;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).normalize('NFC');
  const parts = Array.isArray(value)
    ? value.map(member => structureKey(member, depth + 1))
    : Object.entries(value)
        .map(([key, member]) => `${JSON.stringify(key.normalize('NFC'))}:${structureKey(member, depth + 1)}`)
        .sort();
  if (parts.some(part => part.includes(incomparable))) return incomparable;
  return `\u0000${Array.isArray(value) ? '[' : '{'}${parts.join()}`;
}

/** Text in normal form C; what holds nothing beyond U+02FF is so already. */
export function nfc(text: string): string {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) >= 0x300) return text.normalize('NFC');
  return text;
}
