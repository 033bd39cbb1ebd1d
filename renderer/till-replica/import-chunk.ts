/**
 * Takes a snapshot of the vouchers into the replica, chunk by chunk, beside what the feed brought.
 *
 * Always true:
 * - IS1 A chunk's blocks are replaced all at once, with its name, or not at all.
 * - IS2 A snapshot is in force only when every chunk it names is here; one that was broken off never is.
 * - IS3 No block goes back to an older snapshot, whatever another window is doing.
 * - IS4 A voucher of the feed goes when a block in force holds it as new or newer, and never otherwise: the blocks of a
 *   snapshot that is broken off are never looked at, and the feed does not bring twice what it brought.
 */
import type {Chunk, Manifest} from '../../shared/protocol/snapshot.ts';
import {bucketOfSlot, readBlock} from '../../shared/protocol/voucher-block.ts';
import {blockKey, keyRange} from './block-key.ts';
import type {ChunkRow, CursorRow, ReplicaRows, ReplicaStore} from './replica-store.ts';

/** Chunks of this snapshot that are not here yet. */
export async function missingChunks(store: ReplicaStore, manifest: Manifest): Promise<readonly Chunk[]> {
  const held = await heldChunks(store, manifest.buckets);
  return manifest.chunks.filter(chunk => !isHeld(held, rowOf(manifest, chunk)));
}

/** One block of a chunk. */
export interface ImportedBlock {
  readonly bucket: number;
  readonly text: string;
}

/** False when a newer snapshot, or one of another history, took the place already: then this one is not worth going on with. */
export function importChunk(
  store: ReplicaStore,
  manifest: Manifest,
  chunk: Chunk,
  blocks: readonly ImportedBlock[],
): Promise<boolean> {
  const row = rowOf(manifest, chunk);
  const packed = blocks.map(({bucket, text}) => ({key: blockKey(manifest.buckets, bucket), text}));
  return store.write('blocks', async rows => {
    const before = await rows.readCursor();
    if (isOfAnotherHistory(manifest, before)) return false;
    const overlapping = (await heldChunks(rows, manifest.buckets)).filter(
      held => held.firstKey <= row.lastKey && held.lastKey >= row.firstKey,
    );
    if (overlapping.some(held => held.position > row.position)) return false;
    await rows.dropChunks(overlapping.map(held => held.firstKey));
    await rows.dropBlocks(row.firstKey, row.lastKey + 1);
    await rows.addBlocks(packed);
    await rows.putChunks([row]);
    const {snapshot} = before;
    if (snapshot?.buckets === manifest.buckets) {
      await foldVouchers(rows, manifest.buckets, chunk);
      await rows.putCursor({...before, snapshot: {...snapshot, stamp: store.newStamp()}});
    }
    return true;
  });
}

/** Puts the snapshot in force and removes what was of others; false when a chunk is missing or a newer one is here. */
export async function completeSnapshot(store: ReplicaStore, manifest: Manifest): Promise<boolean> {
  const isInForce = await putInForce(store, manifest);
  if (isInForce) await foldWhatIsLeft(store, manifest);
  return isInForce;
}

function putInForce(store: ReplicaStore, manifest: Manifest): Promise<boolean> {
  const {buckets, position} = manifest;
  return store.write('blocks', async rows => {
    const {unclean: _, ...before} = await rows.readCursor();
    if (isOfAnotherHistory(manifest, before)) return false;
    if (before.snapshot !== undefined && before.snapshot.position > position) return false;
    const held = await heldChunks(rows, buckets);
    const named = manifest.chunks.map(chunk => rowOf(manifest, chunk));
    if (!named.every(row => isHeld(held, row))) return false;
    await rows.dropChunks('all');
    await rows.putChunks(named);
    const {from, to} = keyRange(buckets);
    await rows.dropBlocks(0, from);
    await rows.dropBlocks(to, Number.MAX_SAFE_INTEGER);
    const since = before.position === 0 ? Math.min(before.since ?? position, position) : before.since;
    const snapshot = {buckets, position, stamp: store.newStamp()};
    const {feed = manifest.feed} = before;
    await rows.putCursor({
      ...before,
      snapshot,
      ...(since === undefined ? {} : {since}),
      ...(feed === undefined ? {} : {feed}),
    });
    return true;
  });
}

/** Another window started again meanwhile, with a server that was played back. */
function isOfAnotherHistory(manifest: Manifest, {feed}: CursorRow): boolean {
  return manifest.feed !== undefined && feed !== undefined && manifest.feed !== feed;
}

function heldChunks(rows: Pick<ReplicaRows, 'chunks'>, buckets: number): Promise<readonly ChunkRow[]> {
  const {from, to} = keyRange(buckets);
  return rows.chunks(from, to);
}

function isHeld(held: readonly ChunkRow[], {firstKey, lastKey, sha256}: ChunkRow): boolean {
  return held.some(row => row.sha256 === sha256 && row.firstKey === firstKey && row.lastKey === lastKey);
}

function rowOf({buckets, position}: Manifest, {sha256, firstBucket, lastBucket}: Chunk): ChunkRow {
  return {
    sha256,
    position,
    firstKey: blockKey(buckets, firstBucket),
    lastKey: blockKey(buckets, lastBucket),
  };
}

/**
 * What the feed brought before the snapshot was in force, chunk by chunk: a till that followed the feed alone until now may
 * hold very many. Broken off, the rest stays beside the blocks, where the newer of the two counts.
 */
async function foldWhatIsLeft(store: ReplicaStore, {buckets, chunks}: Manifest): Promise<void> {
  for (const chunk of chunks) {
    await store.write('blocks', async rows => {
      const {snapshot} = await rows.readCursor();
      if (snapshot?.buckets === buckets) await foldVouchers(rows, buckets, chunk);
    });
  }
}

/** There are few vouchers outside the blocks, so only their blocks are read. */
async function foldVouchers(
  rows: ReplicaRows,
  buckets: number,
  {firstBucket, lastBucket}: Chunk,
): Promise<void> {
  const perBucket = 65_536 / buckets;
  const loose = await rows.looseVouchers(firstBucket * perBucket, (lastBucket + 1) * perBucket);
  if (loose.length === 0) return;
  const keyed = loose.map(one => ({...one, key: blockKey(buckets, bucketOfSlot(one.slot, buckets))}));
  const blocks = await rows.blocks([...new Set(keyed.map(({key}) => key))]);
  const packed = new Map(
    blocks.map(({key, text}) => [key, new Map(readBlock(text).map(({id, version}) => [id, version]))]),
  );
  await rows.dropVouchers(
    keyed.flatMap(({id, key, version}) => ((packed.get(key)?.get(id) ?? 0) >= version ? [id] : [])),
  );
}
