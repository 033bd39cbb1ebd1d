import {isoDateText, twoDigits} from '../calendar/civil-date.ts';
import {localTimeOf} from '../calendar/local-time.ts';
import type {EpochMs} from '../kernel/epoch.ts';

/** An instant as documents write it: `2026-11-20T08:30:00.000Z`. */
export function isoText(ms: EpochMs): string {
  const utc = localTimeOf(ms, 'UTC');
  const seconds = Math.floor((utc.msOfDay % 60_000) / 1000);
  const time = [Math.floor(utc.minuteOfDay / 60), utc.minuteOfDay % 60, seconds].map(twoDigits).join(':');
  return `${isoDateText(utc)}T${time}.${String(utc.msOfDay % 1000).padStart(3, '0')}Z`;
}
