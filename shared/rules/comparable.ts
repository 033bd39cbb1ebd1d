/**
 * Values of rules and metadata on a scale. A number may arrive as text ("12.50"), an instant as ISO 8601 text, a time
 * of day as `18:30`; two values compare only on one scale. Text without an offset is meant in the project's zone.
 */
import {isoInstantMs} from '../calendar/iso-instant.ts';
import {minuteOfDayFrom} from '../calendar/minute-of-day.ts';
import type {JsonValue} from '../kernel/metadata.ts';

export interface Point {
  /** Minutes of the day for `time`, milliseconds for `instant`. */
  readonly scale: 'number' | 'instant' | 'time';
  readonly at: number;
}

const numeric = /^-?\d{1,15}(\.\d{1,15})?$/;

/** Where a value stands, or null when it has no place on any scale. */
export function pointOf(value: JsonValue, zone: string): Point | null {
  if (typeof value === 'number') return {scale: 'number', at: value};
  if (typeof value !== 'string') return null;
  if (numeric.test(value)) return {scale: 'number', at: Number(value)};
  const minute = minuteOfDayFrom(value);
  if (minute !== null) return {scale: 'time', at: minute};
  const instantMs = isoInstantMs(value, zone);
  return instantMs === null ? null : {scale: 'instant', at: instantMs};
}

/** The number a value is, or null. */
export function numberOf(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && numeric.test(value) ? Number(value) : null;
}
