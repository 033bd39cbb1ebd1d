import {sql} from 'kysely';
import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Chunk, Manifest} from '../../../shared/protocol/snapshot.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';

/** One that is there stays as it is: equal bytes have one name. */
export async function saveChunk(tx: Tx, projectId: ProjectId, sha256: string, body: Buffer): Promise<void> {
  await tx
    .insertInto('snapshot_chunk')
    .values({project_id: projectId, sha256, body})
    .onConflict(conflict => conflict.columns(['project_id', 'sha256']).doUpdateSet({retired_at: null}))
    .execute();
}

/** Chunks that are named no more stay for tills that are still on their way with the former snapshot. */
const retiredKeptMs = 3_600_000;

/** Makes this the project's snapshot. */
export async function saveSnapshot(
  tx: Tx,
  projectId: ProjectId,
  manifest: Manifest,
  nowMs: EpochMs,
): Promise<void> {
  const {format, buckets, position, chunks} = manifest;
  const row = {
    format,
    buckets,
    position,
    vouchers: chunks.reduce((sum, chunk) => sum + chunk.vouchers, 0),
    chunks: jsonb(chunks),
    built_at: new Date(nowMs),
  };
  await tx
    .insertInto('snapshot')
    .values({project_id: projectId, ...row})
    .onConflict(conflict => conflict.column('project_id').doUpdateSet(row))
    .execute();
  const named = chunks.map(chunk => chunk.sha256);
  await sql`
    delete from snapshot_chunk
    where project_id = ${projectId} and retired_at < ${new Date(nowMs - retiredKeptMs)}
      and not sha256 = any(${named})
  `.execute(tx);
  await sql`
    update snapshot_chunk set retired_at = ${new Date(nowMs)}
    where project_id = ${projectId} and retired_at is null and not sha256 = any(${named})
  `.execute(tx);
}

/** Names of all chunks there are, replaced ones too. */
export async function listChunks(tx: Tx, projectId: ProjectId): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('snapshot_chunk')
    .select('sha256')
    .where('project_id', '=', projectId)
    .execute();
  return rows.map(row => row.sha256);
}

/** Drops chunks at once; whoever asks for one of them must ask for the snapshot again. */
export async function dropChunks(tx: Tx, projectId: ProjectId, names: readonly string[]): Promise<void> {
  await sql`
    delete from snapshot_chunk where project_id = ${projectId} and sha256 = any(${[...names]}::text[])
  `.execute(tx);
}

/** Names other chunks in the project's snapshot, of the same buckets and position. */
export async function replaceChunks(tx: Tx, projectId: ProjectId, chunks: readonly Chunk[]): Promise<void> {
  await tx
    .updateTable('snapshot')
    .set({
      chunks: jsonb(chunks),
      vouchers: chunks.reduce((sum, chunk) => sum + chunk.vouchers, 0),
    })
    .where('project_id', '=', projectId)
    .execute();
}
