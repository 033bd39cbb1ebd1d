import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** Keeps the token's hash, so that the till can be told; false when there is no such till. */
export async function revokeDevice(db: Db, projectId: ProjectId, deviceId: DeviceId): Promise<boolean> {
  const row = await db
    .updateTable('device')
    .set({status: 'revoked'})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .returning('device_id')
    .executeTakeFirst();
  return row !== undefined;
}
