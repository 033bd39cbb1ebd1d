/**
 * A validation session (LOCK): what one checkout has set aside under its key, so that nobody else redeems it first.
 * It is nothing but its live holds. Locking again under the same key replaces them, redeeming under the key ends the
 * session, and everything happens for all accounts or for none (L19–L21).
 */
import type {EpochMs} from '../kernel/epoch.ts';
import type {HoldId} from '../kernel/id.ts';
import {type Account, free} from './account.ts';
import {type Books, bookOf, drawAll, expireAll, type HoldStep, holdAll} from './books.ts';
import type {Draw} from './draw.ts';
import {type Hold, type HoldRequest, isLive, releaseHold} from './hold.ts';

/** What one redeemable of the checkout would draw. */
export interface DrawsOf {
  readonly foundId: Hold['foundId'];
  readonly draws: readonly Draw[];
}

export interface Lock {
  readonly sessionKey: string;
  readonly nowMs: EpochMs;
  readonly expiresAtMs: EpochMs;
  readonly wanted: readonly DrawsOf[];
  readonly makeHoldId: () => HoldId;
}

/**
 * Lets the session's earlier holds go, and anybody's that have run out, and sets aside what is wanted now. Where that
 * is short, the old ones stay. `earlier` are the holds on these books; the step's holds are those in their new state,
 * then the new ones.
 */
export function lockSession(books: Books, earlier: readonly Hold[], lock: Lock): HoldStep {
  const {sessionKey, expiresAtMs, nowMs} = lock;
  const live = expireAll(books, earlier, nowMs);
  const cleared = releaseSession(live.books, live.holds, sessionKey);
  const requests = lock.wanted.flatMap(({foundId, draws}) =>
    draws.map(
      (draw): HoldRequest => ({
        id: lock.makeHoldId(),
        draw,
        foundId,
        sessionKey,
        transactionId: null,
        expiresAtMs,
      }),
    ),
  );
  const held = holdAll(cleared.books, requests);
  return held.ok ? {...held, holds: [...cleared.holds, ...held.holds]} : held;
}

/** Redeems under the session's key: its holds end, and the draws are made with what they held. */
export function redeemSession(
  books: Books,
  earlier: readonly Hold[],
  redeem: {readonly sessionKey: string; readonly draws: readonly Draw[]; readonly nowMs: EpochMs},
): HoldStep {
  const {sessionKey, draws, nowMs} = redeem;
  const live = expireAll(books, earlier, nowMs);
  const ended = releaseSession(live.books, live.holds, sessionKey);
  const drawn = drawAll(ended.books, draws);
  if (!drawn.ok) return drawn;
  const redeemed = new Set(draws.map(draw => draw.account));
  const holds = ended.holds.map((hold, at) =>
    hold.state === 'released' && live.holds[at]?.state === 'held' && redeemed.has(hold.account)
      ? {...hold, state: 'captured' as const}
      : hold,
  );
  return {ok: true, books: drawn.books, holds};
}

/** Lets go what the session holds, all of it or only what it holds for one voucher or tier. */
export function releaseSession(
  books: Books,
  holds: readonly Hold[],
  sessionKey: string,
  foundId: Hold['foundId'] | null = null,
): {readonly books: Books; readonly holds: readonly Hold[]} {
  const open = new Map(books);
  const after = holds.map(hold => {
    if (hold.state !== 'held' || hold.sessionKey !== sessionKey) return hold;
    if (foundId !== null && hold.foundId !== foundId) return hold;
    const released = releaseHold(bookOf(open, hold.account), hold);
    open.set(hold.account, released.account);
    return released.hold;
  });
  return {books: open, holds: after};
}

/**
 * What a request may take of an account: what is free, what its own session holds, and what a hold kept that has run
 * out and was not swept up yet. `sessionKey` null: no session.
 */
export function availableTo(
  account: Account,
  holds: readonly Hold[],
  sessionKey: string | null,
  nowMs: EpochMs,
): number {
  return free({...account, committed: committedBeside(account, holds, sessionKey, nowMs)});
}

/** What others have used or hold of an account: what a counter's limit is met against. */
export function committedBeside(
  account: Account,
  holds: readonly Hold[],
  sessionKey: string | null,
  nowMs: EpochMs,
): number {
  let committed = account.committed;
  for (const hold of holds) {
    if (hold.account !== account.key || hold.state !== 'held') continue;
    const isOwn = sessionKey !== null && hold.sessionKey === sessionKey;
    if (isOwn || !isLive(hold, nowMs)) committed -= hold.amount;
  }
  return committed;
}
