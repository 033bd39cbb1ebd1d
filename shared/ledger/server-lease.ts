/**
 * The server's row of a lease. Its state is policy for the future; what it did in the past always counts:
 *
 * - `A` active: more may be granted on it;
 * - `X` suspended (its time and the grace are over, or its till is fenced, revoked or enrolled again): nothing more is
 *   granted, and nothing is freed. It is as spent as it was (L28);
 * - `W` written off by a manager: what was left then is free again, and exposed until the till is heard (L27).
 *
 * What a rollback over REST took back of a spend is *awaiting* until its till was heard: it may have taken the same spend
 * back itself, onto this lease. Until then these units are neither free nor posted (L36).
 *
 * Always true (SPEC.md): an account's committed part = held + posted + the reserved parts of its leases; its exposure
 * is the sum of their exposed parts.
 */
import {assert} from '../kernel/assert.ts';
import {type Account, expose, giveBack, postOver} from './account.ts';
import {askedBackWhole, consume, giveLeaseBack, type Lease, refund, remaining} from './lease.ts';

export type LeaseState = 'A' | 'X' | 'W';

export interface ServerLease extends Lease {
  readonly state: LeaseState;
  /** Units that the write-off freed; 0 unless written off. */
  readonly writtenOff: number;
  /** Units rolled back elsewhere that the till may hold all the same. Absent: none. */
  readonly awaiting?: number;
}

/** What a step on a lease makes of both books. */
export interface Settled {
  readonly lease: ServerLease;
  readonly account: Account;
}

/** Units that its till may hold: what is left of it, and what is awaiting. */
export function inDoubt(lease: ServerLease): number {
  return remaining(lease) + (lease.awaiting ?? 0);
}

/** Units of the account's committed part that this lease stands for. */
export function reserved(lease: ServerLease): number {
  return lease.state === 'W' ? Math.max(0, inDoubt(lease) - lease.writtenOff) : inDoubt(lease);
}

/** Units that are free again although the till may have spent them. */
export function exposed(lease: ServerLease): number {
  return lease.state === 'W' ? Math.min(inDoubt(lease), lease.writtenOff) : 0;
}

/**
 * Whether what a till reports of it moves the account too. On any other lease a spend or a refund moves units between
 * leased and posted inside the lease's own row, and the shared account need not be locked.
 */
export function touchesAccount(lease: ServerLease): boolean {
  return lease.state === 'W';
}

/** Frees what is left of a lease that nobody hears of any more. `exposure`: units that may turn out to be spent. */
export function writeOff(lease: ServerLease, account: Account): Settled & {readonly exposure: number} {
  assert(lease.account === account.key, `lease ${lease.id} is on ${lease.account}, not ${account.key}`);
  assert(lease.state !== 'W', `lease ${lease.id} was written off before`);
  const exposure = inDoubt(lease);
  return {
    lease: {...askedBackWhole(lease), state: 'W', writtenOff: exposure},
    account: expose(giveBack(account, exposure), exposure),
    exposure,
  };
}

/** Counts a reported spend. `excess` is what the lease does not cover at all (L12); it is not posted here. */
export function settleSpend(
  lease: ServerLease,
  account: Account,
  amount: number,
): Settled & {readonly excess: number} {
  const spent = consume(lease, amount);
  const after = {...lease, consumed: spent.lease.consumed};
  const covered = amount - spent.excess;
  const unreserved = covered - (reserved(lease) - reserved(after));
  return {
    lease: after,
    account: exposedAfter(lease, after, postOver(account, unreserved)),
    excess: spent.excess,
  };
}

/** Takes back what the till returns of it: free again, or only known of where it was free already. */
export function settleReturn(lease: ServerLease, account: Account, amount: number): Settled {
  const after = {...lease, returned: giveLeaseBack(lease, amount).returned};
  const freed = reserved(lease) - reserved(after);
  return {lease: after, account: exposedAfter(lease, after, giveBack(account, freed))};
}

/** Puts a voided spend back on its lease: posted units are leased again, or free where they were written off. */
export function settleRefund(lease: ServerLease, account: Account, amount: number): Settled {
  const after = {...lease, refunded: refund(lease, amount).refunded};
  const freed = amount - (reserved(after) - reserved(lease));
  return {lease: after, account: exposedAfter(lease, after, giveBack(account, freed))};
}

/**
 * Puts a spend back on its lease that the book took back before, and freed: the till holds these units all the same, so
 * they are leased afresh, over where nothing is free. Where they were written off they stay free, and are exposed (L41).
 */
export function settleLateRefund(lease: ServerLease, account: Account, amount: number): Settled {
  const after = {...lease, refunded: refund(lease, amount).refunded};
  const held = reserved(after) - reserved(lease);
  return {lease: after, account: exposedAfter(lease, after, postOver(account, held))};
}

/**
 * A rollback elsewhere takes back a posted spend of it: the units await the till's word, or are exposed where it was
 * written off.
 */
export function settleRollback(lease: ServerLease, account: Account, amount: number): Settled {
  const after = withAwaiting(lease, (lease.awaiting ?? 0) + amount);
  const freed = amount - (reserved(after) - reserved(lease));
  return {lease: after, account: exposedAfter(lease, after, giveBack(account, freed))};
}

/** The till knows of the rollback and did not take these units back itself: they are free. */
export function settleRollbackSeen(lease: ServerLease, account: Account, amount: number): Settled {
  const after = withAwaiting(lease, (lease.awaiting ?? 0) - amount);
  const freed = reserved(lease) - reserved(after);
  return {lease: after, account: exposedAfter(lease, after, giveBack(account, freed))};
}

/** The till took them back itself: they are left of its lease. What the account counts stays as it is. */
export function settleRollbackVoided(lease: ServerLease, amount: number): ServerLease {
  const waiting = withAwaiting(lease, (lease.awaiting ?? 0) - amount);
  return {...waiting, refunded: refund(lease, amount).refunded};
}

function withAwaiting(lease: ServerLease, awaiting: number): ServerLease {
  assert(
    Number.isSafeInteger(awaiting) && awaiting >= 0 && awaiting + lease.refunded <= lease.consumed,
    `lease ${lease.id}: ${awaiting} awaiting of ${lease.consumed} spent, ${lease.refunded} refunded`,
  );
  return {...lease, awaiting};
}

function exposedAfter(before: ServerLease, after: ServerLease, account: Account): Account {
  const change = exposed(after) - exposed(before);
  return change === 0 ? account : expose(account, change);
}
