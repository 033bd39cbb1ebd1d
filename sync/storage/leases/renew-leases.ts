import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {transact} from '../transact.ts';
import {bumpLeaseVersions} from './bump-lease-versions.ts';
import {remainingIn} from './lease-row.ts';
import type {DeviceEpoch} from './save-leases.ts';

/** Moves the end of this till's leases to `expiresAtMs` where it comes before `dueMs`. Recalled ones run out. */
export async function renewLeases(
  db: Db,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  {dueMs, expiresAtMs}: {readonly dueMs: EpochMs; readonly expiresAtMs: EpochMs},
): Promise<void> {
  await transact(db, async tx => {
    const renewed = await tx
      .updateTable('lease')
      .set({expires_at: new Date(expiresAtMs)})
      .where('project_id', '=', projectId)
      .where('device_id', '=', deviceId)
      .where('epoch', '=', epoch)
      .where('recalled', '=', false)
      .where('expires_at', '<', new Date(dueMs))
      .where(remainingIn('lease'), '>', 0)
      .returning('lease_id')
      .execute();
    if (renewed.length > 0) await bumpLeaseVersions(tx, projectId, [deviceId]);
  });
}
