import type {EpochMs} from '../kernel/epoch.ts';
import {epochMs} from '../kernel/epoch.ts';
import {addCivilMonths, dayNumberOf} from './civil-date.ts';
import {type IsoDuration, parseIsoDuration} from './iso-duration.ts';
import {instantOf, localTimeOf} from './local-time.ts';

/**
 * The instant a duration later: months and days by the calendar of the zone, keeping the wall time (a day is 23 or
 * 25 hours where the clocks change), then hours, minutes and seconds exactly. Null beyond what an instant can hold.
 */
export function addDuration(ms: EpochMs, duration: IsoDuration, zone: string): EpochMs | null {
  const date = duration.months === 0 && duration.days === 0 ? ms : addDays(ms, duration, zone);
  const sum = date === null ? Number.NaN : date + duration.ms;
  return Math.abs(sum) <= 8.64e15 ? epochMs(sum) : null;
}

/** `addDuration` for a duration as text (`P1M`); null also where the text is none. */
export function addIsoDuration(ms: EpochMs, iso: string, zone: string): EpochMs | null {
  const parsed = parseIsoDuration(iso);
  return parsed.ok ? addDuration(ms, parsed.duration, zone) : null;
}

function addDays(ms: EpochMs, {months, days}: IsoDuration, zone: string): EpochMs | null {
  const local = localTimeOf(ms, zone);
  const dayNumber = months === 0 ? local.dayNumber : dayNumberOf(addCivilMonths(local, months));
  return instantOf(dayNumber + days, local.msOfDay, zone);
}
