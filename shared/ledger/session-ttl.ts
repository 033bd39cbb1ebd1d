import {z} from 'zod';

/** Units of a session's time to live, as Voucherify names them (semantics.md F), in nanoseconds. */
const nanoseconds = {
  DAYS: 86_400_000_000_000,
  HOURS: 3_600_000_000_000,
  MINUTES: 60_000_000_000,
  SECONDS: 1_000_000_000,
  MILLISECONDS: 1_000_000,
  MICROSECONDS: 1_000,
  NANOSECONDS: 1,
} as const;

export const sessionTtlSchema = z.object({
  ttl: z.number().positive(),
  unit: z.enum(['DAYS', 'HOURS', 'MINUTES', 'SECONDS', 'MILLISECONDS', 'MICROSECONDS', 'NANOSECONDS']),
});
export type SessionTtl = z.output<typeof sessionTtlSchema>;

/** Seven days, where the request names none. */
export const defaultSessionTtl: SessionTtl = {ttl: 7, unit: 'DAYS'};

const longestMs = 10 * 366 * 86_400_000;

/**
 * In whole milliseconds, a started one counted full: a session of a nanosecond holds until the clock moves on.
 * At most ten years (L18); a longer one lasts that long.
 */
export function sessionTtlMs({ttl, unit}: SessionTtl): number {
  return Math.max(1, Math.ceil(Math.min(longestMs, (ttl * nanoseconds[unit]) / 1_000_000)));
}
