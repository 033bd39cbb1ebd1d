/**
 * The till's time: what leases, validity dates and operations are measured by.
 *
 * *Anchor*: the server's time at an instant of the monotonic source. *Wall*: the machine's own clock, which anyone
 * can set. *High water*: the latest instant this till is known to have lived through.
 *
 * Always true:
 * - TC1 With an anchor, time is the anchor plus monotonic time passed; setting the wall clock changes nothing.
 * - TC2 Without one, time is the wall clock, but never before the kept high water: a clock set back revives nothing.
 * - TC3 The server's word replaces a high water that a wrong wall clock pushed ahead.
 *
 * None of this is safety: what a till may spend is bounded by its leases, whatever the hour.
 */
import {z} from 'zod';
import {type Clock, type EpochMs, epochMs, epochMsSchema} from '../../shared/kernel/epoch.ts';
import type {Monotonic} from './monotonic.ts';

const anchorSchema = z.object({serverMs: epochMsSchema, monotonicMs: z.number()});
type Anchor = z.output<typeof anchorSchema>;

/** What outlives the page. An anchor is kept only where its boot can be told from the next. */
export const keptClockSchema = z.object({
  anchor: anchorSchema.extend({bootId: z.string()}).nullable(),
  highWaterMs: epochMsSchema,
});
export type KeptClock = z.output<typeof keptClockSchema>;

export interface ClockReading {
  readonly correctedMs: EpochMs;
  readonly wallMs: EpochMs;
  readonly source: 'server' | 'device';
}

export interface TillClock extends Clock {
  read(): ClockReading;
  readonly source: 'server' | 'device';
  /** Wall clock minus server time; null until the server was heard in this run. */
  readonly skewMs: number | null;
  readonly monotonic: Monotonic;
  /** Takes in the server's time from an answer to a request sent at `sentMs` of the monotonic source. */
  noteServerTime(serverMs: EpochMs, sentMs: number): void;
  /** What to keep, so that the next start does not begin in the past. */
  keep(): KeptClock;
}

/** An answer this late says too little about when the server wrote it. */
const WORST_ROUND_TRIP_MS = 15_000;

export function tillClock(
  monotonic: Monotonic,
  wall: () => number = Date.now,
  kept: KeptClock | null = null,
): TillClock {
  const startedMs = monotonic.nowMs();
  let anchor = usableAnchor(kept, monotonic);
  const floorMs: number = kept?.highWaterMs ?? Number.NEGATIVE_INFINITY;

  function read(): ClockReading {
    const elapsedMs = monotonic.nowMs();
    const wallMs = epochMs(Math.floor(wall()));
    if (anchor !== null) {
      const correctedMs = epochMs(Math.floor(anchor.serverMs + elapsedMs - anchor.monotonicMs));
      return {correctedMs, wallMs, source: 'server'};
    }
    // A stopped high water would never let a lease run out: it moves on with the monotonic source.
    const livedMs = floorMs + elapsedMs - startedMs;
    return {correctedMs: epochMs(Math.floor(Math.max(wallMs, livedMs))), wallMs, source: 'device'};
  }

  return {
    monotonic,
    read,
    nowMs: () => read().correctedMs,
    get source() {
      return read().source;
    },
    get skewMs() {
      const {correctedMs, wallMs, source} = read();
      return source === 'server' ? wallMs - correctedMs : null;
    },
    noteServerTime(serverMs, sentMs) {
      const roundTripMs = monotonic.nowMs() - sentMs;
      if (roundTripMs < 0 || roundTripMs > WORST_ROUND_TRIP_MS) return;
      anchor = {serverMs, monotonicMs: sentMs + roundTripMs / 2};
    },
    keep() {
      const highWaterMs = read().correctedMs;
      const {bootId} = monotonic;
      return {anchor: anchor === null || bootId === null ? null : {...anchor, bootId}, highWaterMs};
    },
  };
}

function usableAnchor(kept: KeptClock | null, monotonic: Monotonic): Anchor | null {
  if (kept?.anchor == null || kept.anchor.bootId !== monotonic.bootId) return null;
  return kept.anchor.monotonicMs <= monotonic.nowMs() ? kept.anchor : null;
}
