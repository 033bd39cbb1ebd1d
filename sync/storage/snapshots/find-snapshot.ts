import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Manifest} from '../../../shared/protocol/snapshot.ts';
import type {Db} from '../database.ts';

/** The newest snapshot of a project's vouchers; null where none was made. */
export async function findSnapshot(db: Db, projectId: ProjectId): Promise<Manifest | null> {
  const row = await db
    .selectFrom('snapshot')
    .innerJoin('feed_head', 'feed_head.project_id', 'snapshot.project_id')
    .select(['format', 'buckets', 'position', 'chunks', 'feed'])
    .where('snapshot.project_id', '=', projectId)
    .executeTakeFirst();
  return row === undefined ? null : {...row, chunks: [...row.chunks]};
}

export async function findChunk(db: Db, projectId: ProjectId, sha256: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom('snapshot_chunk')
    .select('body')
    .where('project_id', '=', projectId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.body ?? null;
}
