/**
 * How long a lease lasts and how much of an account a till may hold ahead: what the campaign says, in the words of
 * shared/ledger/grant.ts. Nothing here is needed for safety: units that are granted count as spent whatever it says.
 */
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import {type AccountKey, isAuthority, isMoney} from '../../shared/ledger/account-key.ts';
import type {GrantBounds} from '../../shared/ledger/grant.ts';
import type {NeedWindow} from '../store/ask-back.ts';
import type {LeaseScope} from '../store/lease-book.ts';

/** A till that was not seen for this long stops spending by its own clock. The server frees nothing by time. */
const leaseTtlMs = 12 * 60 * 60 * 1000;

/** A till's clock may be behind by this much before its lease counts as suspended here. */
const graceMs = 15 * 60 * 1000;

/** So long what was granted for a sale is left to its till: scanned, it has still to be paid for. */
const saleGraceMs = 5_000;

/** Needs of sales that count as in progress. What lies ahead by more was noted before a clock was set back. */
export function salesInProgress(nowMs: EpochMs): NeedWindow {
  return {sinceMs: epochMs(nowMs - saleGraceMs), untilMs: epochMs(nowMs + saleGraceMs)};
}

export function leaseEnd(nowMs: EpochMs): EpochMs {
  return epochMs(nowMs + leaseTtlMs);
}

/** Leases that end before this are renewed: less than half of their time is left. */
export function renewalDue(nowMs: EpochMs): EpochMs {
  return epochMs(nowMs + leaseTtlMs / 2);
}

/** Leases that ended before this are suspended: in doubt until their till speaks, and reserved for ever if need be. */
export function suspensionDue(nowMs: EpochMs): EpochMs {
  return epochMs(nowMs - graceMs);
}

/**
 * What bounds a grant beyond the need. `limit` is the account's, or that of the rule that asks a counter. Authority is
 * bounded by its own level: the reserve counts units of things.
 */
export function grantBounds({campaign, tills}: LeaseScope, account: AccountKey, limit: number): GrantBounds {
  if (isAuthority(account)) return {};
  return {
    limit,
    tills,
    reserve: campaign?.serverReserve,
    needOnly: campaign?.offlinePolicy?.kind === 'online_only',
  };
}

/** Whether a lease on the account may be spent after its end; credits and points never (L26). */
export function outlivesItsEnd({campaign}: LeaseScope, account: AccountKey): boolean {
  return campaign?.spendPastExpiry === true && !isMoney(account);
}
