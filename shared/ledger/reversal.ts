/**
 * Entries of the ledger and what takes them back. Entries are only ever added: a reversal is an entry of its own that
 * names the one it takes back, and never takes back more than that one gave (L15).
 */
import {assert} from '../kernel/assert.ts';
import type {AccountKey} from './account-key.ts';

/** A posted draw with what was already taken back of it. */
export interface PostedDraw {
  /** Whatever its store calls it. */
  readonly entryId: string;
  readonly account: AccountKey;
  readonly amount: number;
  readonly reversed: number;
}

export interface Reversal {
  readonly reverses: string;
  readonly account: AccountKey;
  readonly amount: number;
}

/** What may still be taken back of an entry. */
export function openOf({amount, reversed}: PostedDraw): number {
  assert(reversed >= 0 && reversed <= amount, `reversed ${reversed} of ${amount}`);
  return amount - reversed;
}

/** Takes back all that is still open of these entries; entries with nothing open are passed over. */
export function reverseAll(entries: readonly PostedDraw[]): Reversal[] {
  return entries.flatMap(entry => reversalOf(entry, openOf(entry)));
}

/**
 * Takes back `amount` of what was drawn from `account`, newest entry first. Null where less than that is open: the
 * caller asks for something that was already taken back.
 */
export function reverseSome(
  entries: readonly PostedDraw[],
  account: AccountKey,
  amount: number,
): Reversal[] | null {
  let left = amount;
  const reversals: Reversal[] = [];
  for (const entry of [...entries].reverse()) {
    if (entry.account !== account || left === 0) continue;
    const part = Math.min(left, openOf(entry));
    reversals.push(...reversalOf(entry, part));
    left -= part;
  }
  return left === 0 ? reversals : null;
}

function reversalOf({entryId, account}: PostedDraw, amount: number): Reversal[] {
  return amount === 0 ? [] : [{reverses: entryId, account, amount}];
}
