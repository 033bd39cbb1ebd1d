/**
 * The server's side of a limited thing. Words: *committed* is everything that left the free part: posted
 * (redeemed for good), held (reserved) or leased to a till; *over* is what a person or policy let through
 * beyond the limit, always shown.
 *
 * Always true (SPEC.md): L1 committed − over ≤ limit. L2 no count is negative.
 */
import {assert} from '../kernel/assert.ts';
import type {AccountKey} from './account-key.ts';

export interface Account {
  readonly key: AccountKey;
  readonly limit: number;
  readonly committed: number;
  readonly held: number;
  readonly over: number;
  /** The limit that is meant, where a cut waits for units to come back (L7). Absent: `limit` is. */
  readonly target?: number;
  /** Units that write-offs freed and that a silent till may have spent all the same (L27). Absent: none. */
  readonly exposure?: number;
}

export type Short = {readonly ok: false; readonly account: AccountKey; readonly free: number};
export type Committed = {readonly ok: true; readonly account: Account};

export function openAccount(key: AccountKey, limit: number): Account {
  return checked({key, limit, committed: 0, held: 0, over: 0});
}

/** What nobody holds yet: may be drawn, held or leased. Zero while a cut limit waits for leases to come back. */
export function free(account: Account): number {
  return Math.max(0, account.limit - (account.committed - account.over));
}

/** Redeems `amount` at once, or says how much is free. */
export function draw(account: Account, amount: number): Committed | Short {
  return commit(account, amount, 0);
}

/** Reserves `amount`; `capture` makes it final, `release` gives it back. */
export function hold(account: Account, amount: number): Committed | Short {
  return commit(account, amount, amount);
}

export function capture(account: Account, amount: number): Account {
  return checked({...account, held: account.held - whole(amount)});
}

export function release(account: Account, amount: number): Account {
  return converged({
    ...account,
    held: account.held - whole(amount),
    committed: account.committed - amount,
  });
}

/** Takes back `amount` of what was redeemed, or what a till returned of its lease. First it heals `over`. */
export function giveBack(account: Account, amount: number): Account {
  const heals = Math.min(account.over, whole(amount));
  return converged({...account, committed: account.committed - amount, over: account.over - heals});
}

/** Posts what was handed out although nothing was left (a conflict): the excess is `over`, never silent. */
export function postOver(account: Account, amount: number): Account {
  const excess = Math.max(0, whole(amount) - free(account));
  return checked({...account, committed: account.committed + amount, over: account.over + excess});
}

/**
 * A new limit. Below what is committed it becomes what is committed: nothing handed out is taken away. The account
 * keeps the limit that is meant and comes down to it as units come back (L7).
 */
export function changeLimit(account: Account, limit: number): Account {
  return converged({...account, target: whole(limit)});
}

/** Makes part of what is over a part of the limit, by a person's word. Nothing is freed by it (L35). */
export function admitOver(account: Account, amount: number): Account {
  const {limit, over, target} = account;
  const meant = target === undefined ? {} : {target: target + amount};
  return checked({...account, limit: limit + whole(amount), over: over - amount, ...meant});
}

/** Units that a cut limit still waits for; 0 where none does. */
export function pendingCut({limit, target = limit}: Account): number {
  return limit - target;
}

/** Books units that are at stake although nobody counts them as handed out; negative when they are heard of (L27). */
export function expose(account: Account, change: number): Account {
  const exposure = (account.exposure ?? 0) + change;
  const {exposure: _before, ...book} = account;
  return checked(exposure === 0 ? book : {...book, exposure});
}

function converged(account: Account): Account {
  const {target, ...book} = account;
  if (target === undefined) return checked(account);
  const limit = Math.max(target, account.committed - account.over);
  return checked(limit === target ? {...book, limit} : {...book, limit, target});
}

function commit(account: Account, amount: number, held: number): Committed | Short {
  const left = free(account);
  if (whole(amount) > left) return {ok: false, account: account.key, free: left};
  const next = {...account, committed: account.committed + amount, held: account.held + held};
  return {ok: true, account: checked(next)};
}

function whole(amount: number): number {
  assert(Number.isSafeInteger(amount) && amount >= 0, `not a whole amount: ${amount}`);
  return amount;
}

function checked(account: Account): Account {
  const {key, limit, committed, held, over, target = limit, exposure = 0} = account;
  for (const count of [limit, committed, held, over, target, exposure]) whole(count);
  assert(committed - over <= limit, `${key}: committed ${committed} − over ${over} > limit ${limit}`);
  assert(held <= committed, `${key}: held ${held} > committed ${committed}`);
  assert(over <= committed, `${key}: over ${over} > committed ${committed}`);
  assert(target <= limit, `${key}: target ${target} > limit ${limit}`);
  return account;
}
