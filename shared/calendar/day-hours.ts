/**
 * Opening hours of a week: ranges of minutes, each on its own days. A range that ends before it begins crosses
 * midnight and belongs to the day on which it begins: 22:00–02:00 on Friday is open on Saturday until 02:00.
 */
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import {dayOfWeekOf} from './civil-date.ts';
import {type LocalTime, localTimeOf} from './local-time.ts';
import type {ValidityWindows} from './validity-windows.ts';
import {changeBetween, offsetMsAt} from './zone-offset.ts';

export type DayHours = NonNullable<ValidityWindows['hours']>;
type Range = DayHours[number];

const dayMs = 86_400_000;

/** Whether the wall clock stands within one of the ranges. */
export function isWithinHours(hours: DayHours, {minuteOfDay, dayOfWeek}: LocalTime): boolean {
  for (const range of hours) if (holds(range, minuteOfDay, dayOfWeek)) return true;
  return false;
}

/**
 * When the wall clock next enters a range, for an instant at which it is in none; null where that is not within
 * eight days. Where the clocks change in between, the time before and after is looked at apart: going back may
 * enter a range a second time, going forward may land in the middle of one.
 */
export function nextHoursMs(hours: DayHours, ms: EpochMs, zone: string): EpochMs | null {
  const untilMs = Math.min(ms + 8 * dayMs, 8.64e15);
  const changeMs = changeBetween(ms, untilMs, zone);
  if (changeMs === null) return firstStart(hours, ms, untilMs, offsetMsAt(ms, zone));
  return (
    firstStart(hours, ms, changeMs - 1, offsetMsAt(ms, zone)) ??
    (isWithinHours(hours, localTimeOf(changeMs, zone)) ? changeMs : null) ??
    firstStart(hours, changeMs, untilMs, offsetMsAt(changeMs, zone))
  );
}

function holds({startMinute, endMinute, daysOfWeek}: Range, minute: number, dayOfWeek: number): boolean {
  if (startMinute <= endMinute)
    return minute >= startMinute && minute < endMinute && daysOfWeek.includes(dayOfWeek);
  if (minute >= startMinute) return daysOfWeek.includes(dayOfWeek);
  return minute < endMinute && daysOfWeek.includes((dayOfWeek + 6) % 7);
}

/** The first start of a range after `fromMs` and up to `toMs`, while the wall clock is `offsetMs` ahead. */
function firstStart(hours: DayHours, fromMs: number, toMs: number, offsetMs: number): EpochMs | null {
  const lastDay = Math.floor((toMs + offsetMs) / dayMs);
  for (let day = Math.floor((fromMs + offsetMs) / dayMs); day <= lastDay; day += 1) {
    let first = Number.POSITIVE_INFINITY;
    for (const {startMinute, endMinute, daysOfWeek} of hours) {
      const startMs = day * dayMs + startMinute * 60_000 - offsetMs;
      const isRange = startMinute !== endMinute && daysOfWeek.includes(dayOfWeekOf(day));
      if (isRange && startMs > fromMs && startMs < first) first = startMs;
    }
    if (first <= toMs) return epochMs(first);
  }
  return null;
}
