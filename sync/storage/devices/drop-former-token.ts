import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** The till was heard with the token `present`: the one before it is void from now on. */
export async function dropFormerToken(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  present: Buffer,
): Promise<void> {
  await db
    .updateTable('device')
    .set({former_token_sha256: null, former_token_until: null})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('token_sha256', '=', present)
    .execute();
}
