/**
 * Builds a snapshot of a project's vouchers: blocks of one bucket each, gzipped into chunks of a range of buckets, named
 * by the SHA-256 of their bytes. Streams from PostgreSQL into PostgreSQL; one chunk is in memory at a time.
 *
 * Always true: every unscoped voucher published up to the manifest's position is in the chunks as it was then or newer.
 * The position is taken before the first voucher is read, and what changes meanwhile has a later one, so the feed
 * brings it again.
 */
import {createHash} from 'node:crypto';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Chunk, Manifest} from '../../shared/protocol/snapshot.ts';
import {blockFormat, packBlock} from '../../shared/protocol/voucher-block.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {Tx} from '../storage/database.ts';
import {countVouchers} from '../storage/snapshots/count-unpacked.ts';
import {findSnapshot} from '../storage/snapshots/find-snapshot.ts';
import {allowBuilding, lockBuilding} from '../storage/snapshots/lock-building.ts';
import {saveChunk, saveSnapshot} from '../storage/snapshots/save-snapshot.ts';
import {transact} from '../storage/transact.ts';
import {blocks} from './blocks.ts';
import {packed} from './packed.ts';
import {snapshotSize} from './snapshot-size.ts';

export type BuildDeps = Pick<AppDeps, 'db' | 'clock' | 'stamper'>;

/** The new snapshot; null when another process is at it. */
export async function buildSnapshot(
  {db, clock, stamper}: BuildDeps,
  projectId: ProjectId,
): Promise<Manifest | null> {
  await allowBuilding(db, projectId);
  const position = await stamper.stampNow(projectId);
  return transact(db, async tx => {
    if (!(await lockBuilding(tx, projectId))) return null;
    const former = await findSnapshot(tx, projectId);
    const size = snapshotSize(await countVouchers(tx, projectId), former?.buckets ?? null);
    const chunks: Chunk[] = [];
    const perChunk = size.buckets / size.chunks;
    for await (const {number, lines, vouchers} of chunkTexts(tx, projectId, size.buckets, perChunk)) {
      const body = await packed(lines);
      const sha256 = createHash('sha256').update(body).digest('hex');
      await saveChunk(tx, projectId, sha256, body);
      const firstBucket = number * perChunk;
      chunks.push({
        sha256,
        bytes: body.length,
        vouchers,
        firstBucket,
        lastBucket: firstBucket + perChunk - 1,
      });
    }
    const manifest: Manifest = {format: blockFormat, buckets: size.buckets, position, chunks};
    await saveSnapshot(tx, projectId, manifest, clock.nowMs());
    return manifest;
  });
}

interface ChunkText {
  readonly number: number;
  readonly lines: readonly string[];
  readonly vouchers: number;
}

/** The lines of each chunk, also of those without vouchers: a till that had some there must hear that they are gone. */
async function* chunkTexts(
  tx: Tx,
  projectId: ProjectId,
  buckets: number,
  perChunk: number,
): AsyncGenerator<ChunkText> {
  let chunk: {number: number; lines: string[]; vouchers: number} = {number: 0, lines: [], vouchers: 0};
  for await (const {bucket, vouchers} of blocks(tx, projectId, buckets)) {
    while (chunk.number < Math.floor(bucket / perChunk)) {
      yield chunk;
      chunk = {number: chunk.number + 1, lines: [], vouchers: 0};
    }
    chunk.lines.push(packBlock(bucket, vouchers));
    chunk.vouchers += vouchers.length;
  }
  const count = buckets / perChunk;
  for (; chunk.number < count; chunk = {number: chunk.number + 1, lines: [], vouchers: 0}) yield chunk;
}
