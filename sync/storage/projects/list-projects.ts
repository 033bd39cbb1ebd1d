import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** The projects of this database, oldest first. */
export function listProjects(
  db: Db,
): Promise<readonly {readonly projectId: ProjectId; readonly name: string}[]> {
  return db
    .selectFrom('project')
    .select(['project_id as projectId', 'name'])
    .orderBy('created_at')
    .orderBy('project_id')
    .execute();
}
