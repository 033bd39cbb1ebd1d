import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {LedgerStore} from './ledger-store.ts';

/** Kept so long for receipts and for a server that lost its own copy. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 1_000;

/**
 * Removes operations the server accepted long ago, with their sales, and leases that are closed and used up. What
 * waits and what a person must look at stays for good. @returns how many operations went.
 */
export function pruneSettled(ledger: LedgerStore, nowMs: EpochMs): Promise<number> {
  const before = nowMs - KEPT_DAYS * DAY_MS;
  return ledger.write(['operation', 'sale', 'lease', 'voided'], async ({operation, sale, lease, voided}) => {
    const accepted = await operation.having('outcome', ['accepted', 'accepted-stale', 'accepted-diff']);
    const settled = accepted
      .filter(row => row.acknowledgedAtMs !== null && row.acknowledgedAtMs < before)
      .slice(0, MOST_AT_ONCE);
    await operation.deleteMany(settled.map(row => [row.deviceId, row.epoch, row.sequence]));
    const sales = await sale.having(
      'operationId',
      settled.map(row => row.id),
    );
    await sale.deleteMany(sales.map(({id}) => id));
    for (const {id} of sales) await voided.delete(id);
    // While something waits, here or not understood there, the server has not counted all that was spent: its counts
    // could not replace ours.
    const waiting =
      (await operation.count('state', 'queued')) + (await operation.count('outcome', 'quarantined'));
    if (waiting === 0) {
      const usedUp = (await lease.all()).filter(one => one.recalled && remaining(one) === 0);
      await lease.deleteMany(usedUp.map(({id}) => id));
    }
    return settled.length;
  });
}
