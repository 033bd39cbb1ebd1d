/**
 * Operators that ask whether a date or time of day lies in a window (semantics.md D.3). Ends are outside the window.
 * Several operands are several windows, and one of them is enough.
 */
import {type DayHours, isWithinHours} from '../calendar/day-hours.ts';
import {parseIsoDuration, roughMs} from '../calendar/iso-duration.ts';
import {isoInstantMs} from '../calendar/iso-instant.ts';
import {localTimeOf} from '../calendar/local-time.ts';
import {minuteOfDayFrom} from '../calendar/minute-of-day.ts';
import {isInTimeframe, type Timeframe} from '../calendar/timeframe.ts';
import {type EpochMs, epochMs} from '../kernel/epoch.ts';
import type {JsonValue} from '../kernel/metadata.ts';
import {facetTest, type Operator} from './operator.ts';

/** Reads one operand for a zone; null when it is none of this kind. */
type ReadWindow = (operand: string, zone: string) => Window | null;
/** Whether a value lies in the window; `ms` is null for what is only a time of day. */
type Window = (ms: EpochMs | null, minuteOfDay: number | null, zone: string) => boolean;

const everyDay = [0, 1, 2, 3, 4, 5, 6];

export const timeframeOperators: Readonly<Record<string, Operator>> = {
  /** `2026-11-20T18:00:00Z;P1D;PT1H`: from then on every day for an hour. */
  $timeframe: windows(repeating, "should be a list of texts like 'start;P1D;PT1H'"),
  /** `2026-11-20T18:00:00Z;2026-11-28T18:00:00Z`. */
  $timeframe_absolute: windows(absolute, "should be a list of texts like 'start;end'"),
  /** `18:00;20:01;2,3`: Tuesdays and Wednesdays; without days, every day. */
  $timeframe_daily_hours: windows(daily, "should be a list of texts like '18:00;20:01;2,3'"),
};

function windows(read: ReadWindow, problem: string): Operator {
  return {
    problem: operands => {
      const isWindow = (operand: JsonValue) => typeof operand === 'string' && read(operand, 'UTC') !== null;
      return operands.length > 0 && operands.every(isWindow) ? null : problem;
    },
    prepare: operands => {
      let known: {readonly zone: string; readonly all: readonly Window[]} | null = null;
      return facetTest(({values}, {zone}) => {
        if (known?.zone !== zone) known = {zone, all: readAll(read, operands, zone)};
        const {all} = known;
        return values.some(value => lies(value, zone, all));
      });
    },
  };
}

function readAll(read: ReadWindow, operands: readonly JsonValue[], zone: string): readonly Window[] {
  return operands.flatMap(operand => (typeof operand === 'string' ? (read(operand, zone) ?? []) : []));
}

function lies(value: JsonValue, zone: string, all: readonly Window[]): boolean {
  if (typeof value !== 'string') return false;
  const minute = minuteOfDayFrom(value);
  const ms = minute === null ? isoInstantMs(value, zone) : null;
  return (minute !== null || ms !== null) && all.some(window => window(ms, minute, zone));
}

function repeating(operand: string, zone: string): Window | null {
  const [start = '', interval = '', duration = '', ...more] = operand.split(';');
  const anchorMs = isoInstantMs(start.trim(), zone);
  const [every, lasting] = [parseIsoDuration(interval.trim()), parseIsoDuration(duration.trim())];
  if (anchorMs === null || !every.ok || !lasting.ok || more.length > 0) return null;
  if (roughMs(every.duration) === 0 || roughMs(lasting.duration) === 0) return null;
  const timeframe: Timeframe = {anchorMs, interval: every.duration, duration: lasting.duration};
  return ms => ms !== null && isInTimeframe(timeframe, ms, zone);
}

function absolute(operand: string, zone: string): Window | null {
  const [start = '', end = '', ...more] = operand.split(';');
  const [startMs, endMs] = [isoInstantMs(start.trim(), zone), isoInstantMs(end.trim(), zone)];
  if (startMs === null || endMs === null || more.length > 0) return null;
  return ms => ms !== null && ms >= startMs && ms < endMs;
}

function daily(operand: string): Window | null {
  const [start = '', end = '', days = '', ...more] = operand.split(';');
  const [startMinute, endMinute] = [minuteOfDayFrom(start.trim()), minuteOfDayFrom(end.trim())];
  const daysOfWeek =
    days.trim() === '' ? everyDay : days.split(',').map(day => everyDay.indexOf(numberIn(day)));
  if (startMinute === null || endMinute === null || daysOfWeek.includes(-1) || more.length > 0) return null;
  const hours: DayHours = [{startMinute, endMinute, daysOfWeek}];
  return (ms, minute, zone) => {
    if (ms !== null) return isWithinHours(hours, localTimeOf(ms, zone));
    // A time of day is on no day: only hours of every day hold it.
    const isEveryDay = everyDay.every(day => daysOfWeek.includes(day));
    return minute !== null && isEveryDay && isWithinHours(hours, {...atMidnight, minuteOfDay: minute});
  };
}

/** Any day does where all days are the same. */
const atMidnight = localTimeOf(epochMs(0), 'UTC');

function numberIn(text: string): number {
  return /^\s*\d\s*$/.test(text) ? Number(text) : -1;
}
