import {type ProjectSettings, projectSettingsSchema} from '../../../shared/decision/facts.ts';
import {present} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** The settings of a project that is there. */
export async function readSettings(db: Db, projectId: ProjectId): Promise<ProjectSettings> {
  const row = await db
    .selectFrom('project')
    .select(['settings', 'settings_version'])
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  const {settings, settings_version: version} = present(row, `project ${projectId}`);
  return projectSettingsSchema.parse({kind: 'settings', id: 'settings', version, ...settings});
}
