import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {Db} from '../database.ts';
import {inDoubtIn, toLease} from './lease-row.ts';

/** A lease of any till, as last committed. */
export async function findLease(db: Db, projectId: ProjectId, id: LeaseId): Promise<BookedLease | null> {
  const row = await db
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('lease_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toLease(row);
}

/** What a till has in all its epochs of which something is left, or awaits its word. */
export async function listTillLeases(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
): Promise<readonly BookedLease[]> {
  const rows = await db
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where(inDoubtIn('lease'), '>', 0)
    .orderBy('account')
    .orderBy('lease_id')
    .execute();
  return rows.map(toLease);
}
