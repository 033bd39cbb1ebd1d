/**
 * A till says that it knows of a rollback elsewhere. Whatever it took back of that sale itself stands before this in its chain
 * and is booked by now; what still awaits its word is free. Said again, or by a second machine, it changes nothing.
 */
import type {RollbackNotice} from '../../shared/protocol/rollback-notice.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';
import {OpenBooks} from './open-books.ts';
import {openOf, settleSeen} from './open-notices.ts';

export async function applyRollbackSeen(
  tx: SyncTx,
  till: Lane,
  {id, account, amount}: RollbackNotice,
): Promise<readonly Finding[]> {
  if (till.forked) return [];
  const known = await tx.findNotice(id);
  if (known === null || known.deviceId !== till.deviceId) {
    const detail = `it was told of ${id}, which is no rollback of a sale of this till; nothing was freed`;
    return [{kind: 'conflict', class: 'C6', detail, account, amount}];
  }
  const {leaseId} = known;
  const accounts = await tx.lockAccounts([known.account]);
  const leases = await tx.lockLeasesById(till.deviceId, leaseId === null ? [] : [leaseId]);
  const notice = (await tx.lockNotices([known.redemptionId])).find(one => one.id === id);
  if (notice === undefined) return [];
  const books = new OpenBooks(accounts, leases);
  const open = openOf(notice);
  if (open > 0) settleSeen(books, notice, open);
  await books.write(tx);
  await tx.saveNotices([{...notice, settled: true}]);
  return [];
}
