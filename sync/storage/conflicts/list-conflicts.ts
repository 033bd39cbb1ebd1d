import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {ConflictView} from '../../../shared/protocol/admin.ts';
import type {Db} from '../database.ts';

/** The newest `limit` conflicts. */
export async function listConflicts(db: Db, projectId: ProjectId, limit: number): Promise<ConflictView[]> {
  const rows = await db
    .selectFrom('conflict')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('opened_at', 'desc')
    .orderBy('conflict_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(row => ({
    id: row.conflict_id,
    class: row.class,
    tillId: row.device_id,
    operationId: row.operation_id,
    account: row.account,
    amount: row.amount,
    detail: row.detail,
    openedAtMs: epochMs(row.opened_at.getTime()),
  }));
}
