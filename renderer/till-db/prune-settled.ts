import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** Kept so long for receipts and for a server that lost its own copy. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Removes operations the server accepted long ago, with their sales, and leases that are closed and used up. What
 * waits and what a person must look at stays for good. @returns how many operations went.
 */
export function pruneSettled(db: TillDatabases, nowMs: EpochMs): Promise<number> {
  const {operation, sale, lease} = db.ledger;
  const before = nowMs - KEPT_DAYS * DAY_MS;
  return db.ledger.transaction('rw', operation, sale, lease, async () => {
    const settled = await operation
      .where('outcome')
      .anyOf('accepted', 'accepted-stale', 'accepted-diff')
      .filter(row => row.acknowledgedAtMs !== null && row.acknowledgedAtMs < before)
      .limit(1_000)
      .toArray();
    await operation.bulkDelete(settled.map(row => [row.deviceId, row.epoch, row.sequence]));
    await sale
      .where('operationId')
      .anyOf(settled.map(row => row.id))
      .delete();
    // While something waits, the server may not have heard of all that was spent: its counts could not replace ours.
    if ((await operation.where('state').equals('queued').count()) === 0) {
      await lease.filter(one => one.recalled && remaining(one) === 0).delete();
    }
    return settled.length;
  });
}
