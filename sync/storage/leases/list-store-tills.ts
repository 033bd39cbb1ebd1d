import type {DeviceId, ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** The active tills of a store by id. */
export async function listStoreTills(
  db: Db,
  projectId: ProjectId,
  storeId: StoreId,
): Promise<readonly DeviceId[]> {
  const rows = await db
    .selectFrom('device')
    .select('device_id')
    .where('project_id', '=', projectId)
    .where('store_id', '=', storeId)
    .where('status', '=', 'active')
    .orderBy('device_id')
    .execute();
  return rows.map(row => row.device_id);
}
