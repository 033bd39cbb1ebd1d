/**
 * Slows down who guesses a PIN: five wrong tries in a row lock that person's tile for 30 seconds, and each wrong try
 * after that for twice as long as the one before, up to an hour. A right PIN forgets it all.
 */
import {z} from 'zod';

const triesBeforeLock = 5;
const firstLockMs = 30_000;
const longestLockMs = 60 * 60_000;

const triesSchema = z.object({failed: z.int().nonnegative(), lockedUntilMs: z.number().nullable()});
/** By member of staff; who has none has not failed. */
export const lockoutSchema = z.record(z.string(), triesSchema);
export type Lockout = z.output<typeof lockoutSchema>;

export function noteWrongPin(lockout: Lockout, staffId: string, nowMs: number): Lockout {
  const failed = (lockout[staffId]?.failed ?? 0) + 1;
  const beyond = failed - triesBeforeLock;
  const lockMs = beyond < 0 ? null : Math.min(longestLockMs, firstLockMs * 2 ** Math.min(beyond, 20));
  return {...lockout, [staffId]: {failed, lockedUntilMs: lockMs === null ? null : nowMs + lockMs}};
}

export function noteRightPin(lockout: Lockout, staffId: string): Lockout {
  const {[staffId]: _forgotten, ...others} = lockout;
  return others;
}

/** How long this person still has to wait; 0 when they may try. */
export function lockedForMs(lockout: Lockout, staffId: string, nowMs: number): number {
  return Math.max(0, (lockout[staffId]?.lockedUntilMs ?? 0) - nowMs);
}

/** Wrong tries in a row. */
export function failures(lockout: Lockout, staffId: string): number {
  return lockout[staffId]?.failed ?? 0;
}

/** Tries left before the next lock, 1 once it has begun to double. */
export function triesLeft(lockout: Lockout, staffId: string): number {
  return Math.max(1, triesBeforeLock - failures(lockout, staffId));
}
