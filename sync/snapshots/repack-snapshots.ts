/**
 * Takes words out of the chunks of packed vouchers, at once: a chunk would else keep what a voucher said until the next snapshot
 * is built, and a replaced one for another hour. The vouchers themselves were published without the words before.
 *
 * Always true: what the manifest names is there, and every chunk holds its vouchers as they were at the snapshot's position or
 * newer. A till that is on its way with the former manifest finds a chunk gone, and goes on with the feed.
 */
import {createHash} from 'node:crypto';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Chunk, Manifest} from '../../shared/protocol/snapshot.ts';
import {packBlock} from '../../shared/protocol/voucher-block.ts';
import type {Tx} from '../storage/database.ts';
import {findChunk, findSnapshot} from '../storage/snapshots/find-snapshot.ts';
import {waitForBuilding} from '../storage/snapshots/lock-building.ts';
import {dropChunks, listChunks, replaceChunks, saveChunk} from '../storage/snapshots/save-snapshot.ts';
import {blocks} from './blocks.ts';
import {packed, unpacked} from './packed.ts';

/** Waits for a snapshot that is being built, of what was published before; none begins until the transaction ends. */
export const lockSnapshots = waitForBuilding;

/** Call with `lockSnapshots` held, and after what said one of `words` was published without it. */
export async function repackSnapshots(tx: Tx, projectId: ProjectId, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  const saying = new Set<string>();
  const written = words.map(word => JSON.stringify(word).slice(1, -1).toLowerCase());
  for (const sha256 of await listChunks(tx, projectId)) {
    const body = await findChunk(tx, projectId, sha256);
    const text = body === null ? '' : (await unpacked(body)).toLowerCase();
    if (written.some(word => text.includes(word))) saying.add(sha256);
  }
  if (saying.size === 0) return;
  const manifest = await findSnapshot(tx, projectId);
  await dropChunks(tx, projectId, [...saying]);
  if (manifest === null) return;
  const chunks: Chunk[] = [];
  for (const chunk of manifest.chunks)
    chunks.push(saying.has(chunk.sha256) ? await repack(tx, projectId, manifest, chunk) : chunk);
  await replaceChunks(tx, projectId, chunks);
}

async function repack(
  tx: Tx,
  projectId: ProjectId,
  {buckets}: Manifest,
  {firstBucket, lastBucket}: Chunk,
): Promise<Chunk> {
  const slotsPerBucket = 65_536 / buckets;
  const range = {first: firstBucket * slotsPerBucket, last: (lastBucket + 1) * slotsPerBucket - 1};
  const lines: string[] = [];
  let count = 0;
  for await (const {bucket, vouchers} of blocks(tx, projectId, buckets, range)) {
    lines.push(packBlock(bucket, vouchers));
    count += vouchers.length;
  }
  const body = await packed(lines);
  const sha256 = createHash('sha256').update(body).digest('hex');
  await saveChunk(tx, projectId, sha256, body);
  return {sha256, bytes: body.length, vouchers: count, firstBucket, lastBucket};
}
