import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {DeviceEpoch} from '../../store/device-epoch.ts';
import type {Tx} from '../database.ts';
import {remainingIn} from './lease-row.ts';

/**
 * Moves the end of this till's active leases to `expiresAtMs` where it comes before `dueMs`; answers how many there were.
 * Recalled ones run out.
 */
export async function renewLeases(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  {dueMs, expiresAtMs}: {readonly dueMs: EpochMs; readonly expiresAtMs: EpochMs},
): Promise<number> {
  const renewed = await tx
    .updateTable('lease')
    .set({expires_at: new Date(expiresAtMs)})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('state', '=', 'A')
    .where('recalled', '=', false)
    .where('expires_at', '<', new Date(dueMs))
    .where(remainingIn('lease'), '>', 0)
    .returning('lease_id')
    .execute();
  return renewed.length;
}
