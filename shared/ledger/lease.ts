/**
 * A lease: what one till may spend of an account without asking. Four counters that only grow, each with one
 * writer: `granted` the server; `consumed`, `refunded`, `returned` the till. Messages carry totals, so a
 * duplicate or an old message changes nothing (design: sync.md §6).
 *
 * Always true (SPEC.md): L3 consumed + returned ≤ granted + refunded, on the till and on the server.
 * L4 the server's remainder is never smaller than the till's.
 */
import {z} from 'zod';
import {assert} from '../kernel/assert.ts';
import {type EpochMs, epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {accountKeySchema, isMoney} from './account-key.ts';

export const leaseSchema = z.object({
  id: idSchema('lease'),
  account: accountKeySchema,
  granted: z.int().nonnegative(),
  consumed: z.int().nonnegative(),
  refunded: z.int().nonnegative(),
  returned: z.int().nonnegative(),
  /** After this the till stops spending by its own trusted clock. Policy, never safety. */
  expiresAtMs: epochMsSchema,
  /** The server asks for it back: no new spending, the till returns what is left. */
  recalled: z.boolean(),
  /**
   * Of a recalled lease: a sale in progress may still use units until so many were consumed in all, and these are not
   * given back (L42). Absent: all of it is asked back.
   */
  keepTo: z.int().nonnegative().optional(),
  /** The campaign lets tills spend after the end (off unless it says so; never for credits and points, L26). */
  spendPastExpiry: z.boolean().optional(),
  /**
   * Of a counter: what was counted in all when the server looked last, these units among them. A rule with a smaller
   * bound cannot be met from this lease (L40). Absent: not a counter, or an older server, which leases none.
   */
  countedTo: z.int().nonnegative().optional(),
});
export type Lease = z.output<typeof leaseSchema>;

type LeaseRefusal =
  | {readonly code: 'lease-recalled'}
  | {readonly code: 'lease-expired'; readonly expiredAtMs: EpochMs}
  | {readonly code: 'lease-exhausted'; readonly remaining: number};
export type Spend =
  | {readonly ok: true; readonly lease: Lease}
  | {readonly ok: false; readonly refusal: LeaseRefusal};

/** Units neither used nor given back. */
export function remaining(lease: Pick<Lease, 'granted' | 'consumed' | 'refunded' | 'returned'>): number {
  return lease.granted + lease.refunded - lease.consumed - lease.returned;
}

/** What the till may spend of it now. */
export function spendable(lease: Lease, nowMs: EpochMs): number {
  return isOver(lease, nowMs) ? 0 : remaining(lease) - askedBack(lease);
}

/** Units that the till has to give back now: what is left of a recalled lease, but what a sale may still use (L42). */
export function askedBack(lease: Lease): number {
  if (!lease.recalled) return 0;
  const kept = lease.keepTo === undefined ? 0 : Math.max(0, lease.keepTo - lease.consumed);
  return Math.max(0, remaining(lease) - kept);
}

/** The lease with all that is left of it asked back, whatever a sale may need. */
export function askedBackWhole<L extends Lease>({
  keepTo: _kept,
  ...lease
}: L): Omit<L, 'keepTo'> & {readonly recalled: true} {
  return {...lease, recalled: true};
}

/** Whether its time is over. Credits and points never outlive it: what they are worth is changed elsewhere too (L26). */
function isOver({account, expiresAtMs, spendPastExpiry}: Lease, nowMs: EpochMs): boolean {
  return nowMs >= expiresAtMs && (spendPastExpiry !== true || isMoney(account));
}

/** Whether its units are within a rule's bound; what a rule of a larger bound was leased may lie beyond it (L40). */
export function isWithin({countedTo}: Pick<Lease, 'countedTo'>, limit: number | undefined): boolean {
  return limit === undefined || countedTo === undefined || countedTo <= limit;
}

/** One offline redemption. The till passes its trusted clock in; the server counts with `consume`. */
export function spend(lease: Lease, amount: number, nowMs: EpochMs): Spend {
  if (lease.recalled && amount > remaining(lease) - askedBack(lease))
    return {ok: false, refusal: {code: 'lease-recalled'}};
  if (isOver(lease, nowMs)) {
    return {ok: false, refusal: {code: 'lease-expired', expiredAtMs: lease.expiresAtMs}};
  }
  if (amount > remaining(lease)) {
    return {ok: false, refusal: {code: 'lease-exhausted', remaining: remaining(lease)}};
  }
  return {ok: true, lease: checked({...lease, consumed: lease.consumed + whole(amount)})};
}

/**
 * The server counts a spend that a till reports. `excess` is what the lease does not cover: an honest till has none,
 * so it is posted over and a person looks at it; the sale itself is never refused.
 */
export function consume(lease: Lease, amount: number): {readonly lease: Lease; readonly excess: number} {
  const covered = Math.min(whole(amount), remaining(lease));
  return {lease: checked({...lease, consumed: lease.consumed + covered}), excess: amount - covered};
}

/** Gives `amount` back. The till makes this durable before it tells the server (sync.md §6.4). */
export function giveLeaseBack(lease: Lease, amount: number): Lease {
  return checked({...lease, returned: lease.returned + whole(amount)});
}

/**
 * Puts back what a void takes back of a spend on this lease: it may be spent again. Never more than was spent (L30).
 */
export function refund(lease: Lease, amount: number): Lease {
  assert(lease.refunded + whole(amount) <= lease.consumed, `lease ${lease.id}: refunded more than was spent`);
  return checked({...lease, refunded: lease.refunded + amount});
}

/**
 * Takes in what the server says it granted in all; an older total changes nothing. Only the server's own fields are
 * read: `fromServer` may be its whole row of the lease, whose other counters are behind the till's (L9).
 */
export function mergeGrant(
  lease: Lease,
  fromServer: Pick<
    Lease,
    'granted' | 'expiresAtMs' | 'recalled' | 'keepTo' | 'spendPastExpiry' | 'countedTo'
  >,
): Lease {
  const {granted, expiresAtMs, recalled, keepTo, spendPastExpiry, countedTo} = fromServer;
  if (granted < lease.granted) return lease;
  const {keepTo: _kept, spendPastExpiry: _policy, countedTo: _count, ...own} = lease;
  const kept = keepTo === undefined ? {} : {keepTo};
  const policy = spendPastExpiry === undefined ? {} : {spendPastExpiry};
  const count = countedTo === undefined ? {} : {countedTo};
  return checked({...own, granted, expiresAtMs, recalled, ...kept, ...policy, ...count});
}

function whole(amount: number): number {
  assert(Number.isSafeInteger(amount) && amount >= 0, `not a whole amount: ${amount}`);
  return amount;
}

function checked(lease: Lease): Lease {
  const counters = [lease.granted, lease.consumed, lease.refunded, lease.returned];
  assert(
    counters.every(n => Number.isSafeInteger(n) && n >= 0),
    `lease ${lease.id}: bad counter`,
  );
  assert(remaining(lease) >= 0, `lease ${lease.id}: spent more than granted`);
  return lease;
}
