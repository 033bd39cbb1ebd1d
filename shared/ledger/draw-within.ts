/**
 * Draws and holds whose bound is a rule's, not the account's own: a counter has no limit, it counts; each rule that
 * looks at it brings the limit it must stay within (L14).
 */
import {type Account, type Committed, draw, hold, openAccount, type Short} from './account.ts';
import type {AccountKey} from './account-key.ts';

/** What is asked of an account; `limit` where a rule bounds it. */
interface Wanted {
  readonly amount: number;
  readonly limit?: number | undefined;
}

/** A counter: an account that never runs short by itself. */
export function openCounter(key: AccountKey): Account {
  return openAccount(key, Number.MAX_SAFE_INTEGER);
}

/** `draw`, as long as committed + amount stays within the draw's own limit too. */
export function drawWithin(account: Account, wanted: Wanted): Committed | Short {
  return shortOf(account, wanted) ?? draw(account, wanted.amount);
}

/** `hold`, as long as committed + amount stays within the draw's own limit too. */
export function holdWithin(account: Account, wanted: Wanted): Committed | Short {
  return shortOf(account, wanted) ?? hold(account, wanted.amount);
}

function shortOf({key, committed}: Account, {amount, limit}: Wanted): Short | null {
  if (limit === undefined || amount <= limit - committed) return null;
  return {ok: false, account: key, free: Math.max(0, limit - committed)};
}
