/**
 * A rollback over REST in the simulation: the production's reversal of draws on the book in memory, for a sale of a till that
 * may void it, offline, at the same moment.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {makeId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {reverseDraws} from '../../sync/redemptions/reverse-draws.ts';
import type {PostedEntry} from '../../sync/store/sale-book.ts';
import type {SyncTx} from '../../sync/store/sync-store.ts';
import type {OrderRow} from './memory-book.ts';
import type {MemorySyncStore} from './memory-sync-store.ts';
import {projectId} from './project-id.ts';

/** What a rollback takes back, told when it is committed. */
export type NoteRolledBack = (entry: Pick<PostedEntry, 'redemptionId' | 'account' | 'amount'>) => void;

/** Sales that can be rolled back: of a till, and nothing of them was. */
export function openSales({book}: MemorySyncStore): readonly OrderRow[] {
  return [...book.orders.rows.values()].filter(
    ({redemptionIds}) =>
      redemptionIds.length > 0 && redemptionIds.every(id => book.rollbacks.get(id) === undefined),
  );
}

/** Rolls all redemptions of the order back, unless somebody was faster. */
export async function rollBackSale(
  memory: MemorySyncStore,
  {orderId}: OrderRow,
  at: {readonly nowMs: EpochMs; readonly random: Random},
  note: NoteRolledBack,
  tell: (tx: SyncTx) => SyncTx = tx => tx,
): Promise<void> {
  const parentRollbackId = makeId('rr', at.nowMs, at.random);
  let taken: readonly Parameters<NoteRolledBack>[0][] = [];
  let rollbacks: {readonly redemptionId: OrderRow['redemptionIds'][number]; readonly rollbackId: string}[] =
    [];
  try {
    await memory.transact(projectId, async plain => {
      const tx = tell(plain);
      taken = [];
      rollbacks = [];
      const sale = await tx.lockSale(orderId);
      if (sale === null || sale.rolledBack.length > 0) return;
      const {deviceId, redemptionIds} = sale;
      const entries = await tx.lockEntries(redemptionIds);
      rollbacks = redemptionIds.map(redemptionId => ({
        redemptionId,
        rollbackId: makeId('rr', at.nowMs, at.random),
      }));
      await tx.takeBackSale({orderId, reason: null, deviceId, atMs: at.nowMs, rollbacks, parentRollbackId});
      const rollbackOf = new Map(rollbacks.map(one => [one.redemptionId, one.rollbackId]));
      const told = await reverseDraws(tx, rollbackOf, {deviceId, orderId}, at);
      await tx.bumpLeaseVersions(told);
      taken = entries.map(({redemptionId, account, amount, reversed}) => ({
        redemptionId,
        account,
        amount: amount - reversed,
      }));
    });
  } finally {
    // The server may have died after the commit: what counts is what is in the book.
    const isDone = rollbacks.some(
      ({redemptionId, rollbackId}) => memory.book.rollbacks.get(redemptionId) === rollbackId,
    );
    if (isDone) for (const entry of taken) note(entry);
  }
}
