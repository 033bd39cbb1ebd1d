import {assert, present} from '../../shared/kernel/assert.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {type AccountKey, isAuthority} from '../../shared/ledger/account-key.ts';
import type {NewReversal, PostedEntry} from '../store/sale-book.ts';

/** What a sale drew, while a void takes it back: never more of an entry than it gave (L15). */
export class ReversibleEntries {
  readonly all: readonly PostedEntry[];
  readonly #reversed = new Map<number, number>();
  readonly #reversals: (NewReversal & {readonly of: string})[] = [];

  constructor(entries: readonly PostedEntry[]) {
    this.all = entries;
    for (const {entryId, reversed} of entries) this.#reversed.set(entryId, reversed);
  }

  reversedOf({entryId}: PostedEntry): number {
    return this.#reversed.get(entryId) ?? 0;
  }

  /** Parts of up to `amount` of what a redemption drew of an account: those on `leaseId` first, then the newest. */
  take(
    redemptionId: string,
    account: AccountKey,
    amount: number,
    leaseId: LeaseId | null,
  ): readonly {readonly entry: PostedEntry; readonly amount: number}[] {
    const fitting = this.all
      .filter(entry => entry.redemptionId === redemptionId && entry.account === account)
      .sort((a, b) => rank(b, leaseId) - rank(a, leaseId) || b.entryId - a.entryId);
    const parts: {entry: PostedEntry; amount: number}[] = [];
    let left = isAuthority(account) ? 0 : amount;
    for (const entry of fitting) {
      const part = Math.min(left, entry.amount - this.reversedOf(entry));
      if (part === 0) continue;
      left -= part;
      parts.push({entry, amount: part});
    }
    return parts;
  }

  /** Takes back `amount` of an entry, onto `leaseId` or to the free part. */
  reverse(entry: PostedEntry, amount: number, leaseId: LeaseId | null, voidId: string): void {
    const {entryId, account, redemptionId} = entry;
    const reversed = this.reversedOf(entry) + amount;
    assert(
      amount > 0 && reversed <= entry.amount,
      `entry ${entryId}: ${reversed} of ${entry.amount} taken back`,
    );
    this.#reversed.set(entryId, reversed);
    this.#reversals.push({entryId, account, amount, redemptionId: voidId, leaseId, of: redemptionId});
  }

  /** Moves what was taken back before from the free part onto `leaseId`, as two lines that add up to nothing. */
  moveTo(leaseId: LeaseId, entryId: number, amount: number, voidId: string): void {
    const {account, redemptionId} = present(
      this.all.find(entry => entry.entryId === entryId),
      `entry ${entryId}`,
    );
    const line = {entryId, account, redemptionId: voidId, of: redemptionId};
    this.#reversals.push({...line, amount: -amount, leaseId: null}, {...line, amount, leaseId});
  }

  /** Units handed out on the word that this entry of its bounding account paid for, and how many were taken back. */
  grantedOf(authority: PostedEntry): {readonly drawn: number; readonly reversed: number} {
    let drawn = 0;
    let reversed = 0;
    for (const entry of this.all) {
      const isPaid = entry.grantedBy === authority.grantedBy && !isAuthority(entry.account);
      if (!isPaid || entry.redemptionId !== authority.redemptionId) continue;
      drawn += entry.amount;
      reversed += this.reversedOf(entry);
    }
    return {drawn, reversed};
  }

  /** Whether this void took something back, and nothing is left of what was drawn. */
  isUndone(): boolean {
    if (this.#reversals.length === 0) return false;
    return this.all.every(entry => isAuthority(entry.account) || this.reversedOf(entry) === entry.amount);
  }

  /** As entries of their own; those of a redemption that is rolled back are its rollback's. */
  reversals(rollbackIds: ReadonlyMap<string, string>): readonly NewReversal[] {
    return this.#reversals.map(({of, ...reversal}) => ({
      ...reversal,
      redemptionId: rollbackIds.get(of) ?? reversal.redemptionId,
    }));
  }
}

function rank({leaseId}: PostedEntry, preferred: LeaseId | null): number {
  return preferred !== null && leaseId === preferred ? 1 : 0;
}
