import {countQueue} from './count-queue.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';

/**
 * Empties a till that a manager withdrew, once the server has everything it sold: what it might spend and its copy of
 * the shop's data go, its own books stay. False while it is in good standing, or something still waits to be sent.
 */
export async function endRevoked({ledger, replica}: Pick<Till, 'ledger' | 'replica'>): Promise<boolean> {
  const isOver = await ledger.write(['meta', 'lease', 'operation'], async rows => {
    const {standing} = await readSyncState(rows);
    const {queued} = await countQueue(rows);
    if (standing !== 'revoked' || queued > 0) return false;
    const leases = await rows.lease.all();
    await rows.lease.deleteMany(leases.map(lease => lease.id));
    return true;
  });
  if (isOver) await replica.drop();
  return isOver;
}
