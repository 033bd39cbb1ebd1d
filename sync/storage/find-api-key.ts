import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from './database.ts';
import type {KeyAudience} from './tables.ts';

/** The key of this audience with this id, or null. An id is unique per audience over all projects. */
export async function findApiKey(
  db: Db,
  audience: KeyAudience,
  appId: string,
): Promise<{readonly projectId: ProjectId; readonly tokenSha256: Buffer} | null> {
  const row = await db
    .selectFrom('api_key')
    .select(['project_id', 'token_sha256'])
    .where('audience', '=', audience)
    .where('app_id', '=', appId)
    .executeTakeFirst();
  return row === undefined ? null : {projectId: row.project_id, tokenSha256: row.token_sha256};
}
