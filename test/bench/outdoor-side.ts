import type {Timing} from './stopwatch.ts';

/** A side that needs more than its own process: a browser, a database. It is timed by the clock on the wall. */
export interface OutdoorSide {
  /** What it answers, as text that must be the same on every side. */
  readonly answers: () => Promise<string>;
  /** Works for about so long and says how long one run took. */
  readonly time: (
    forMs: number,
  ) => Promise<
    Timing & {readonly p99Micros?: number /** Memory per thing held. */; readonly bytesEach?: number}
  >;
  readonly close: () => Promise<void>;
}

/** Median and tail of many runs, each in microseconds. */
export function timingOf(micros: readonly number[]): Timing & {readonly p99Micros: number} {
  const sorted = micros.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {medianMicros: at(0.5), p95Micros: at(0.95), p99Micros: at(0.99)};
}
