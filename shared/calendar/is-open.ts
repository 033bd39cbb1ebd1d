/**
 * Whether recurring windows (`validity-windows.ts`) are open at an instant, and if not, when they open next.
 *
 * All parts must hold at once, each by the wall clock of the zone. A part that cannot be read (a timeframe whose
 * interval is no duration) is never open: a promotion that nobody can understand does not run.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import {isWithinHours, nextHoursMs} from './day-hours.ts';
import {parseIsoDuration, roughMs} from './iso-duration.ts';
import {localTimeOf, startOfDay} from './local-time.ts';
import {isInTimeframe, nextWindowMs, type Timeframe} from './timeframe.ts';
import type {ValidityWindows} from './validity-windows.ts';

export type Opening =
  | {readonly open: true}
  /** null: not within 366 days, or never. */
  | {readonly open: false; readonly opensAtMs: EpochMs | null};

const isOpenNow: Opening = {open: true};
const horizonMs = 366 * 86_400_000;
/** Parts that never meet would send the search on from one to the other for a year. */
const mostSteps = 1000;

const readTimeframes = new WeakMap<ValidityWindows, Timeframe | 'none' | 'unreadable'>();

/** Answers for one instant in a known zone. */
export function isOpen(windows: ValidityWindows, ms: EpochMs, zone: string): Opening {
  return areOpen([windows], ms, zone);
}

/** The same of several windows that must all be open at once: a voucher's and its campaign's. */
export function areOpen(all: readonly ValidityWindows[], ms: EpochMs, zone: string): Opening {
  const next = nextOfAll(all, ms, zone);
  if (next === 'open') return isOpenNow;
  return {open: false, opensAtMs: next === null ? null : firstOpening(all, ms, next, zone)};
}

function firstOpening(
  all: readonly ValidityWindows[],
  fromMs: EpochMs,
  first: EpochMs,
  zone: string,
): EpochMs | null {
  let candidate = first;
  for (let step = 0; step < mostSteps && candidate - fromMs <= horizonMs; step += 1) {
    const next = nextOfAll(all, candidate, zone);
    if (next === 'open') return candidate;
    if (next === null) return null;
    candidate = next;
  }
  return null;
}

function nextOfAll(all: readonly ValidityWindows[], ms: EpochMs, zone: string): EpochMs | 'open' | null {
  for (const windows of all) {
    const next = nextOpening(windows, ms, zone);
    if (next !== 'open') return next;
  }
  return 'open';
}

/** `open`, or the next start of a part that is closed: nothing opens before it. null: that part never opens. */
function nextOpening(windows: ValidityWindows, ms: EpochMs, zone: string): EpochMs | 'open' | null {
  const local = localTimeOf(ms, zone);
  const {daysOfWeek, hours} = windows;
  if (daysOfWeek !== undefined && !daysOfWeek.includes(local.dayOfWeek)) {
    for (let ahead = 1; ahead <= 7; ahead += 1)
      if (daysOfWeek.includes((local.dayOfWeek + ahead) % 7))
        return startOfDay(local.dayNumber + ahead, zone);
    return null;
  }
  if (hours !== undefined && !isWithinHours(hours, local)) return nextHoursMs(hours, ms, zone);
  const timeframe = windows.timeframe === undefined ? 'none' : timeframeOf(windows);
  if (timeframe === 'unreadable') return null;
  if (timeframe === 'none' || isInTimeframe(timeframe, ms, zone)) return 'open';
  return nextWindowMs(timeframe, ms, zone);
}

function timeframeOf(windows: ValidityWindows): Timeframe | 'none' | 'unreadable' {
  const known = readTimeframes.get(windows);
  if (known !== undefined) return known;
  const read = readTimeframe(windows);
  readTimeframes.set(windows, read);
  return read;
}

function readTimeframe({timeframe}: ValidityWindows): Timeframe | 'none' | 'unreadable' {
  if (timeframe === undefined) return 'none';
  const [interval, duration] = [
    parseIsoDuration(timeframe.intervalIso),
    parseIsoDuration(timeframe.durationIso),
  ];
  if (!interval.ok || !duration.ok || roughMs(interval.duration) === 0 || roughMs(duration.duration) === 0)
    return 'unreadable';
  return {anchorMs: timeframe.anchorMs, interval: interval.duration, duration: duration.duration};
}
