import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

export interface ChangeRow {
  readonly position: number;
  readonly deleted: boolean;
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
}

/** Stamped documents after a position, in its order. */
export async function listChanges(
  db: Db,
  projectId: ProjectId,
  after: number,
  limit: number,
): Promise<readonly ChangeRow[]> {
  const rows = await db
    .selectFrom('document')
    .select(['position', 'deleted', 'kind', 'id', 'version', 'body'])
    .where('project_id', '=', projectId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(row => ({...row, position: present(row.position, 'position')}));
}
