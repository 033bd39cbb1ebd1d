import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {DeviceEpoch} from '../../store/device-epoch.ts';
import type {Tx} from '../database.ts';
import {bumpLeaseVersions} from './bump-lease-versions.ts';

/** Suspends and asks back every active lease of this epoch. Nothing is freed: the till may have spent it all. */
export async function suspendLeases(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
): Promise<void> {
  const active = await tx
    .selectFrom('lease')
    .select('lease_id')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('state', '=', 'A')
    .orderBy('account')
    .forUpdate()
    .execute();
  if (active.length === 0) return;
  await tx
    .updateTable('lease')
    .set({state: 'X', recalled: true, keep_to: null, needed_at: null})
    .where('project_id', '=', projectId)
    .where(
      'lease_id',
      'in',
      active.map(lease => lease.lease_id),
    )
    .execute();
  await bumpLeaseVersions(tx, projectId, [deviceId]);
}
