import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import {type CivilDate, dayNumberOf, daysInMonth} from './civil-date.ts';
import {instantOf} from './local-time.ts';

/** `2026-11-20`, `2026-11-20T08:30Z`, `2026-11-20T08:30:15.250+01:00`. */
const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * ISO 8601 text as an instant, or null when it is none or names no real day or time. Text without an offset is meant
 * in `zone`, and a date alone is the beginning of that day.
 */
export function isoInstantMs(text: string, zone = 'UTC'): EpochMs | null {
  const match = pattern.exec(text);
  const date = match === null ? null : civilDate(match);
  if (match === null || date === null) return null;
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0'));
  const msOfDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  const dayNumber = dayNumberOf(date);
  const offset = match[8] ?? (zone === 'UTC' ? 'Z' : undefined);
  if (offset === undefined)
    return instantOf(dayNumber, msOfDay, zone, match[4] === undefined ? 'edge' : 'shift');
  return epochMs(dayNumber * 86_400_000 + msOfDay - offsetMinutes(offset) * 60_000);
}

/** `2026-11-20` as a date without zone, or null; a time of day after it is not looked at. */
export function isoCivilDate(text: string): CivilDate | null {
  const match = pattern.exec(text);
  return match === null ? null : civilDate(match);
}

function civilDate(match: RegExpExecArray): CivilDate | null {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return {year, month, day};
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}
