import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';

/** A till that was not seen for this long stops spending by its own clock. The server frees nothing by time. */
const leaseTtlMs = 12 * 60 * 60 * 1000;

export function leaseEnd(nowMs: EpochMs): EpochMs {
  return epochMs(nowMs + leaseTtlMs);
}

/** Leases that end before this are renewed: less than half of their time is left. */
export function renewalDue(nowMs: EpochMs): EpochMs {
  return epochMs(nowMs + leaseTtlMs / 2);
}
