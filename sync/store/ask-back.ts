import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {askedBack, askedBackWhole} from '../../shared/ledger/lease.ts';
import type {BookedLease} from './booked-lease.ts';

/** What a sale needed within this time is not asked back; both ends by the server's clock, which may have been set. */
export interface NeedWindow {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
}

/**
 * The lease as it is once its till is asked for it: all of it, or with `spare` what is above the need of a sale in
 * progress (L42). null where that changes nothing.
 */
export function askBack(lease: BookedLease, spare: NeedWindow | null): BookedLease | null {
  if (!isNeeded(lease, spare)) {
    if (lease.recalled && lease.keepTo === undefined) return null;
    const {neededAtMs: _neededAtMs, ...rest} = lease;
    return askedBackWhole(rest);
  }
  const asked: BookedLease = {...lease, recalled: true};
  return lease.recalled || askedBack(asked) === 0 ? null : asked;
}

function isNeeded({neededAtMs}: BookedLease, spare: NeedWindow | null): boolean {
  if (spare === null || neededAtMs === undefined) return false;
  return neededAtMs > spare.sinceMs && neededAtMs <= spare.untilMs;
}
