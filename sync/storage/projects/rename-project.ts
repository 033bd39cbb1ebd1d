import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

export async function renameProject(db: Db, projectId: ProjectId, name: string): Promise<void> {
  await db.updateTable('project').set({name}).where('project_id', '=', projectId).execute();
}
