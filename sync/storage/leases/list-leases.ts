import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {DeviceEpoch} from '../../store/device-epoch.ts';
import type {Db} from '../database.ts';
import {remainingIn, toLease} from './lease-row.ts';

/** The leases of this device and epoch that have something left, and their version. */
export async function listLeases(
  db: Db,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
): Promise<readonly BookedLease[]> {
  const rows = await db
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where(remainingIn('lease'), '>', 0)
    .orderBy('account')
    .execute();
  return rows.map(toLease);
}

/** Changes whenever a till should look at its leases again. */
export async function readLeaseVersion(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceEpoch['deviceId'],
): Promise<number> {
  const row = await db
    .selectFrom('device')
    .select('lease_version')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .executeTakeFirstOrThrow();
  return row.lease_version;
}
