/** Steps over several accounts at once: all of them succeed, or nothing changes and the first short one is named. */
import {present} from '../kernel/assert.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {Account, Short} from './account.ts';
import type {AccountKey} from './account-key.ts';
import type {Draw} from './draw.ts';
import {drawWithin} from './draw-within.ts';
import {captureHold, expireHold, type Hold, type HoldRequest, openHold} from './hold.ts';

/** The accounts a step needs, by key; each step returns new ones. */
export type Books = ReadonlyMap<AccountKey, Account>;

export type HoldStep = {readonly ok: true; readonly books: Books; readonly holds: readonly Hold[]} | Short;
export type DrawStep = {readonly ok: true; readonly books: Books} | Short;

export function drawAll(books: Books, draws: readonly Draw[]): DrawStep {
  const open = new Map(books);
  for (const draw of draws) {
    const drawn = drawWithin(bookOf(open, draw.account), draw);
    if (!drawn.ok) return drawn;
    open.set(draw.account, drawn.account);
  }
  return {ok: true, books: open};
}

export function holdAll(books: Books, requests: readonly HoldRequest[]): HoldStep {
  const open = new Map(books);
  const holds: Hold[] = [];
  for (const request of requests) {
    const held = openHold(bookOf(open, request.draw.account), request);
    if (!held.ok) return held;
    open.set(held.hold.account, held.account);
    holds.push(held.hold);
  }
  return {ok: true, books: open, holds};
}

/** Makes holds final; those that have run out are drawn afresh (L17). */
export function captureAll(books: Books, holds: readonly Hold[], nowMs: EpochMs): HoldStep {
  const open = new Map(books);
  const captured: Hold[] = [];
  for (const hold of holds) {
    const done = captureHold(bookOf(open, hold.account), hold, nowMs);
    if (!done.ok) return done;
    open.set(hold.account, done.account);
    captured.push(done.hold);
  }
  return {ok: true, books: open, holds: captured};
}

/** Lets go what has run out: before anything is held or drawn, because nobody else holds it any more (L24). */
export function expireAll(
  books: Books,
  holds: readonly Hold[],
  nowMs: EpochMs,
): {readonly books: Books; readonly holds: readonly Hold[]} {
  const open = new Map(books);
  const after = holds.map(hold => {
    const expired = expireHold(bookOf(open, hold.account), hold, nowMs);
    open.set(hold.account, expired.account);
    return expired.hold;
  });
  return {books: open, holds: after};
}

export function bookOf(books: Books, key: AccountKey): Account {
  return present(books.get(key), `account ${key}`);
}
