import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {Db} from '../database.ts';
import {toLease} from './lease-row.ts';

/** Those of `ids` that are leases of this till, in any of its epochs, as last committed. */
export async function findLeases(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  ids: readonly LeaseId[],
): Promise<Map<LeaseId, BookedLease>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('lease_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(row => [row.lease_id, toLease(row)]));
}
