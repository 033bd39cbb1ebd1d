import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/**
 * Keeps the token's hash, so that the till can be told, and raises its lease version, so that a listening one hears of it
 * at once; false when there is no such till.
 */
export async function revokeDevice(db: Db, projectId: ProjectId, deviceId: DeviceId): Promise<boolean> {
  const row = await db
    .updateTable('device')
    .set(({eb}) => ({status: 'revoked', lease_version: eb('lease_version', '+', 1)}))
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .returning('device_id')
    .executeTakeFirst();
  return row !== undefined;
}
