import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from './database.ts';
import type {KeyAudience} from './tables.ts';

interface ApiKey {
  readonly projectId: ProjectId;
  readonly tokenSha256: Buffer;
}

interface Remembered {
  readonly key: ApiKey;
  readonly readAtMs: number;
}

/** A key that was taken back is known for so long yet, by every server process; one that is new works at once. */
const rememberedMs = 500;

/** Of each database, by audience and id; only keys that there are, so that nobody can fill it with inventions. */
const remembered = new WeakMap<Db, Map<string, Remembered>>();

/** The key of this audience with this id, or null. An id is unique per audience over all projects. */
export async function findApiKey(db: Db, audience: KeyAudience, appId: string): Promise<ApiKey | null> {
  const keys = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, keys);
  const name = `${audience} ${appId}`;
  const nowMs = performance.now();
  const known = keys.get(name);
  if (known !== undefined && nowMs - known.readAtMs < rememberedMs) return known.key;
  const key = await readApiKey(db, audience, appId);
  // As of before it was asked: the time it took to answer is part of its age.
  if (key === null) keys.delete(name);
  else keys.set(name, {key, readAtMs: nowMs});
  return key;
}

async function readApiKey(db: Db, audience: KeyAudience, appId: string): Promise<ApiKey | null> {
  const row = await db
    .selectFrom('api_key')
    .select(['project_id', 'token_sha256'])
    .where('audience', '=', audience)
    .where('app_id', '=', appId)
    .executeTakeFirst();
  return row === undefined ? null : {projectId: row.project_id, tokenSha256: row.token_sha256};
}
