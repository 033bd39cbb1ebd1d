/** Rollbacks elsewhere of a sale, while its till speaks of the same units: never more of one than it took back. */
import {assert, present} from '../../shared/kernel/assert.ts';
import type {LeaseId, NoticeId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {settleRollbackSeen, settleRollbackVoided} from '../../shared/ledger/server-lease.ts';
import type {BookedNotice} from '../store/rollback-book.ts';
import type {OpenBooks} from './open-books.ts';

export class OpenNotices {
  readonly #notices: Map<NoticeId, BookedNotice>;
  readonly #changed = new Set<NoticeId>();

  constructor(notices: readonly BookedNotice[]) {
    this.#notices = new Map(notices.map(notice => [notice.id, notice]));
  }

  /** Counts up to `amount` as voided by the till too, and says of which notices: those on `leaseId` first. */
  take(
    redemptionId: string,
    account: AccountKey,
    amount: number,
    leaseId: LeaseId | null,
  ): readonly {readonly notice: BookedNotice; readonly amount: number}[] {
    const fitting = [...this.#notices.values()]
      .filter(one => one.redemptionId === redemptionId && one.account === account)
      .sort((a, b) => Number(b.leaseId === leaseId) - Number(a.leaseId === leaseId));
    const parts: {notice: BookedNotice; amount: number}[] = [];
    let left = amount;
    for (const notice of fitting) {
      const part = Math.min(left, openOf(notice));
      if (part === 0) continue;
      left -= part;
      const voided = notice.voided + part;
      this.#notices.set(notice.id, {...notice, voided, settled: voided === notice.amount});
      this.#changed.add(notice.id);
      parts.push({notice, amount: part});
    }
    return parts;
  }

  changed(): readonly BookedNotice[] {
    return [...this.#changed].flatMap(id => this.#notices.get(id) ?? []);
  }
}

/** What the till did not take back itself, as far as is known. */
export function openOf({amount, voided, settled}: BookedNotice): number {
  assert(voided <= amount, `${voided} of ${amount} voided`);
  return settled ? 0 : amount - voided;
}

/** The till put them back on the lease that they were spent on: they are left of it. */
export function settleVoided(books: OpenBooks, {leaseId}: BookedNotice, amount: number): void {
  if (leaseId === null) return;
  const lease = present(books.leases.get(leaseId), `lease ${leaseId}`);
  books.putLease({...lease, ...settleRollbackVoided(lease, amount)});
}

/** The till does not hold them: they are free. */
export function settleSeen(books: OpenBooks, {leaseId}: BookedNotice, amount: number): void {
  if (leaseId === null) return;
  const lease = present(books.leases.get(leaseId), `lease ${leaseId}`);
  const settled = settleRollbackSeen(lease, books.account(lease.account), amount);
  books.putLease({...lease, ...settled.lease});
  books.putAccount(settled.account);
}
