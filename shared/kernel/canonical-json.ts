/**
 * Canonical JSON: one text for one value, so that two machines can compare hashes instead of values.
 * Keys sorted by UTF-16 code unit, no white space, NFC strings, numbers as ECMAScript prints them (RFC 8785 §3.2.2.3).
 * `undefined` members are left out, as JSON does; everything else that JSON cannot say is a bug.
 * Money and counts are integers by their own types; only metadata may bring a fraction.
 */
import {assert} from './assert.ts';

/** @throws AssertionFailure on keys alike after NFC, and on NaN, infinity, bigint, function, Date or other value without one canonical text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number') {
    assert(Number.isFinite(value), `canonical JSON cannot hold ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  assert(typeof value === 'object' && isPlain(value), `canonical JSON cannot hold a ${typeof value}`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => [key.normalize('NFC'), member] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  assert(
    new Set(members.map(([key]) => key)).size === members.length,
    'canonical JSON: keys alike after NFC',
  );
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
