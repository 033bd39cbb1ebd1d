import type {ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

export async function isStore(db: Db, projectId: ProjectId, storeId: StoreId): Promise<boolean> {
  const found = await db
    .selectFrom('store')
    .select('store_id')
    .where('project_id', '=', projectId)
    .where('store_id', '=', storeId)
    .executeTakeFirst();
  return found !== undefined;
}
