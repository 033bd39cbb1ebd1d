/**
 * A date in a document: an *instant* (`2026-11-20T08:30:00.000Z`), or what a wall clock shows: a whole *day*
 * (`2026-11-20`) or a time without an offset. The latter two are meant in the project's zone.
 */
import {isoInstantMs} from '../calendar/iso-instant.ts';
import {offsetMsAt} from '../calendar/zone-offset.ts';

export type Moment = {readonly ms: number} | {readonly wallMs: number; readonly isDay: boolean};

export const dayMs = 86_400_000;

/** ISO 8601 text; null for anything else, and for a day or time that does not exist. */
export function readMoment(value: unknown): Moment | null {
  if (typeof value !== 'string' || value.length < 10 || value.length > 40) return null;
  if (value.charCodeAt(4) !== 45 || value.charCodeAt(7) !== 45) return null;
  const ms = isoInstantMs(value);
  if (ms === null) return null;
  if (value.length === 10) return {wallMs: ms, isDay: true};
  return hasOffset(value) ? {ms} : {wallMs: ms, isDay: false};
}

/** What the wall of `zone` shows at this moment, in milliseconds; of a day, its first. */
export function momentWallMs(moment: Moment, zone: string): number {
  return 'ms' in moment ? wallMsOf(moment.ms, zone) : moment.wallMs;
}

/** The day of `zone` on which this moment lies, as days since 1970-01-01. */
export function momentDay(moment: Moment, zone: string): number {
  return Math.floor(momentWallMs(moment, zone) / dayMs);
}

export function wallMsOf(ms: number, zone: string): number {
  return zone === 'UTC' ? ms : ms + offsetMsAt(ms, zone);
}

function hasOffset(text: string): boolean {
  return text.endsWith('Z') || /[T ].*[+-]\d/.test(text);
}
