import type {ProjectId, StaffId} from '../../../shared/kernel/id.ts';
import type {StaffMember} from '../../store/sync-store.ts';
import type {Db} from '../database.ts';

/** Of these ids those that exist. */
export async function findStaff(
  db: Db,
  projectId: ProjectId,
  ids: readonly StaffId[],
): Promise<Map<StaffId, StaffMember>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('staff')
    .select(['staff_id', 'role', 'active', 'store_id'])
    .where('project_id', '=', projectId)
    .where('staff_id', 'in', [...new Set(ids)])
    .execute();
  return new Map(
    rows.map(({staff_id, role, active, store_id: storeId}) => [
      staff_id,
      {role, active, ...(storeId !== null && {storeId})},
    ]),
  );
}
