/**
 * What the clock on the wall of a zone shows at an instant, and the instant at which it shows something.
 *
 * Where clocks go forward, some wall times do not exist (a *gap*); where they go back, some exist twice
 * (an *overlap*: the earlier is meant).
 */
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import {type CivilDate, civilDateOf, dayOfWeekOf} from './civil-date.ts';
import {changeBetween, offsetMsAt} from './zone-offset.ts';

const dayMs = 86_400_000;

export interface LocalTime extends CivilDate {
  /** 0 = Sunday … 6 = Saturday. */
  readonly dayOfWeek: number;
  /** 0 … 1439, whole minutes. */
  readonly minuteOfDay: number;
  /** Days since 1970-01-01 on this calendar. */
  readonly dayNumber: number;
  /** Milliseconds since local midnight by the wall clock. */
  readonly msOfDay: number;
}

/** The wall clock of a known zone. */
export function localTimeOf(ms: EpochMs, zone: string): LocalTime {
  const localMs = ms + offsetMsAt(ms, zone);
  const dayNumber = Math.floor(localMs / dayMs);
  const msOfDay = localMs - dayNumber * dayMs;
  const {year, month, day} = civilDateOf(dayNumber);
  return {
    year,
    month,
    day,
    dayOfWeek: dayOfWeekOf(dayNumber),
    minuteOfDay: Math.floor(msOfDay / 60_000),
    dayNumber,
    msOfDay,
  };
}

/**
 * When the wall clock shows `msOfDay` on that day; null beyond what an instant can hold. A time in a gap is as late
 * after the gap as it is into it (02:30 is 03:30, `shift`), or the gap's end (`edge`).
 */
export function instantOf(
  dayNumber: number,
  msOfDay: number,
  zone: string,
  gap: 'shift' | 'edge' = 'shift',
): EpochMs | null {
  const localMs = dayNumber * dayMs + msOfDay;
  if (!(Math.abs(localMs) <= 8.64e15 + dayMs)) return null;
  // No zone is a day away from UTC, so any change that matters lies between these two.
  const [before, after] = [offsetMsAt(localMs - dayMs, zone), offsetMsAt(localMs + dayMs, zone)];
  const [earlier, later] = [localMs - before, localMs - after];
  if (offsetMsAt(earlier, zone) === before) return instant(earlier);
  if (offsetMsAt(later, zone) === after) return instant(later);
  return gap === 'shift' ? instant(earlier) : (changeBetween(later, earlier, zone) ?? instant(earlier));
}

/** The first instant of a day: midnight, or where a gap swallows midnight (or the day) the gap's end. */
export function startOfDay(dayNumber: number, zone: string): EpochMs | null {
  return instantOf(dayNumber, 0, zone, 'edge');
}

function instant(ms: number): EpochMs | null {
  return Math.abs(ms) <= 8.64e15 ? epochMs(ms) : null;
}
