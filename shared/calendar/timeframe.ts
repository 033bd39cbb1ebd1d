/**
 * A timeframe: windows that begin at an anchor and again every interval, each lasting a duration. The k-th begins
 * k intervals after the anchor by the calendar of the zone (so every month on the 31st or the last day, every day
 * at the same wall time), never one interval after the one before.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import {addDuration} from './add-duration.ts';
import {type IsoDuration, roughMs, timesDuration} from './iso-duration.ts';

const mostOff = 8;

/** The interval and the duration are longer than nothing. */
export interface Timeframe {
  readonly anchorMs: EpochMs;
  readonly interval: IsoDuration;
  readonly duration: IsoDuration;
}

/** Whether a window holds the instant: from its start, up to and without its end. */
export function isInTimeframe(timeframe: Timeframe, ms: EpochMs, zone: string): boolean {
  const start = windowStart(timeframe, lastWindow(timeframe, ms, zone), zone);
  const end = start === null || start > ms ? null : addDuration(start, timeframe.duration, zone);
  return end !== null && ms < end;
}

/** When the next window after the instant begins; null where there is none. */
export function nextWindowMs(timeframe: Timeframe, ms: EpochMs, zone: string): EpochMs | null {
  const {anchorMs} = timeframe;
  return ms < anchorMs ? anchorMs : windowStart(timeframe, lastWindow(timeframe, ms, zone) + 1, zone);
}

function windowStart({anchorMs, interval}: Timeframe, index: number, zone: string): EpochMs | null {
  return index < 0 ? null : addDuration(anchorMs, timesDuration(interval, index), zone);
}

/**
 * The number of the last window that has begun; −1 before the anchor. Estimated by the average length of the
 * interval, which is off by a window or two.
 */
function lastWindow(timeframe: Timeframe, ms: EpochMs, zone: string): number {
  if (ms < timeframe.anchorMs) return -1;
  const estimate = Math.floor((ms - timeframe.anchorMs) / roughMs(timeframe.interval));
  let index = estimate;
  while (index > 0 && index > estimate - mostOff && !hasBegun(timeframe, index, ms, zone)) index -= 1;
  while (index < estimate + mostOff && hasBegun(timeframe, index + 1, ms, zone)) index += 1;
  return index;
}

function hasBegun(timeframe: Timeframe, index: number, ms: EpochMs, zone: string): boolean {
  const start = windowStart(timeframe, index, zone);
  return start !== null && start <= ms;
}
