/**
 * What JSON can say and nothing behind it can keep: half of a character, a NUL, a number beyond all numbers, names that
 * are the same after NFC, and nesting without end. PostgreSQL refuses the first two, canonical JSON the others, and
 * both only after half of the work is done; here it is said at the door, with its place.
 */

/** Deeper than any object of the API with metadata in it. */
const deepest = 64;

/** `message` continues a sentence: “should not contain a NUL character”. */
export interface JsonFlaw {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The first such flaw of parsed JSON, or null. */
export function jsonFlaw(value: unknown): JsonFlaw | null {
  return flawIn(value, []);
}

function flawIn(value: unknown, path: readonly PropertyKey[]): JsonFlaw | null {
  if (typeof value === 'string') return flawOf(path, textFlaw(value, 'be text'));
  if (typeof value === 'number') {
    return Number.isFinite(value) ? null : {path, message: 'should be a finite number'};
  }
  if (typeof value !== 'object' || value === null) return null;
  if (path.length >= deepest) return {path: [], message: `should have at most ${deepest} levels`};
  const names = Array.isArray(value) ? null : nameFlaw(Object.keys(value));
  if (names !== null) return {path, message: names};
  const members = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [step, member] of members) {
    const flaw = flawIn(member, [...path, step]);
    if (flaw !== null) return flaw;
  }
  return null;
}

function nameFlaw(names: readonly string[]): string | null {
  for (const name of names) {
    const flaw = textFlaw(name, 'have names');
    if (flaw !== null) return flaw;
  }
  const same = new Set(names.map(name => name.normalize('NFC'))).size < names.length;
  return same ? 'should not have two names that are the same in Unicode' : null;
}

function textFlaw(text: string, subject: string): string | null {
  if (text.includes('\0')) return 'should not contain a NUL character';
  // In Unicode mode only a surrogate without its other half is one.
  return /\p{Surrogate}/u.test(text) ? `should ${subject} of whole Unicode characters` : null;
}

function flawOf(path: readonly PropertyKey[], message: string | null): JsonFlaw | null {
  return message === null ? null : {path, message};
}
