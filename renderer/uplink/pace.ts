/** How often the till speaks up. */
export interface Pace {
  /** Between exchanges while all is well. */
  readonly onlineMs: number;
  /** The same while the live channel wakes the till; absent: as without it. */
  readonly liveMs?: number;
  /** Back-off after failures: a random wait up to this, doubled with each further one … */
  readonly firstBackOffMs: number;
  /** … up to this. */
  readonly longestBackOffMs: number;
  /** While the server refuses this till. */
  readonly refusedMs: number;
}

export const usualPace: Pace = {
  onlineMs: 2_000,
  liveMs: 15_000,
  firstBackOffMs: 1_000,
  longestBackOffMs: 30_000,
  refusedMs: 60_000,
};

/** Full jitter: tills that lost the server together must not come back together. `random` is in [0, 1). */
export function backOffMs(pace: Pace, failures: number, random: number): number {
  const ceilingMs = Math.min(pace.longestBackOffMs, pace.firstBackOffMs * 2 ** Math.max(0, failures - 1));
  return Math.ceil(Math.max(ceilingMs / 10, random * ceilingMs));
}

/** A tenth earlier or later than the beat. */
export function beatMs(pace: Pace, random: number, isLive = false): number {
  const {onlineMs, liveMs = onlineMs} = pace;
  return Math.round((isLive ? liveMs : onlineMs) * (0.9 + 0.2 * random));
}
