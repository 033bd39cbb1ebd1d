/**
 * Brings the snapshot of the vouchers, chunk by chunk: those that are here already are not asked for again, and one that
 * came wrong (cut in half, altered on the way) is asked for again. Where there is no snapshot, or none that this till can
 * read, the feed alone brings everything.
 */
import type {Chunk, Manifest} from '../../shared/protocol/snapshot.ts';
import {blockFormat} from '../../shared/protocol/voucher-block.ts';
import type {Answer, Failure} from '../uplink/answer.ts';
import type {FeedLine} from './feed-line.ts';
import {completeSnapshot, type ImportedBlock, importChunk, missingChunks} from './import-chunk.ts';
import type {ReplicaStore} from './replica-store.ts';

/** `vouchers` that are here now, of a snapshot that is in force; 0 where there is none to be had. */
export type SnapshotTaken =
  | {readonly ok: true; readonly vouchers: number}
  | {readonly ok: false; readonly failure: Failure};

/** After this many chunks that came wrong the feed takes over: it is slow, and needs no chunks. */
const mostWrong = 4;

/** `progress` gets the vouchers that came so far, and a position that is no less than all of them. */
export async function takeSnapshot(
  store: ReplicaStore,
  line: FeedLine,
  progress: (applied: number, head: number) => void,
): Promise<SnapshotTaken> {
  const answer = await line.manifest();
  if (!answer.ok) return isNone(answer.failure) ? none : answer;
  const manifest = answer.value;
  if (manifest.format !== blockFormat) return none;
  const missing = await missingChunks(store, manifest);
  const total = vouchersIn(manifest.chunks);
  let here = total - vouchersIn(missing);
  const brought = await bringChunks(store, line, manifest, missing, chunk => {
    here += chunk.vouchers;
    progress(here, Math.max(manifest.position, total));
  });
  if (brought !== 'all') return brought === 'useless' ? none : brought;
  return (await completeSnapshot(store, manifest)) ? {ok: true, vouchers: total} : none;
}

const none: SnapshotTaken = {ok: true, vouchers: 0};

/** No snapshot was made, or the server knows of none. */
function isNone(failure: Failure): boolean {
  return failure.kind === 'refused' && (failure.status === 404 || failure.status === 405);
}

function vouchersIn(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.vouchers, 0);
}

type Brought = 'all' | 'useless' | {readonly ok: false; readonly failure: Failure};

/** While one chunk is stored the next one is on its way. */
async function bringChunks(
  store: ReplicaStore,
  line: FeedLine,
  manifest: Manifest,
  missing: readonly Chunk[],
  note: (chunk: Chunk) => void,
): Promise<Brought> {
  let wrong = 0;
  const bring = async (chunk: Chunk | undefined): Promise<Answer<readonly ImportedBlock[]> | null> => {
    while (chunk !== undefined && wrong < mostWrong) {
      const answer = await line.blocks(chunk);
      if (!answer.ok) return answer;
      if (answer.value !== null) return {ok: true, value: answer.value};
      wrong += 1;
    }
    return null;
  };
  let coming = bring(missing[0]);
  for (const [place, chunk] of missing.entries()) {
    const answer = await coming;
    if (answer === null) return 'useless';
    // The server made a newer snapshot meanwhile: the next turn follows that one, with the chunks they share.
    if (!answer.ok) return isNone(answer.failure) ? 'useless' : answer;
    coming = bring(missing[place + 1]);
    if (!(await importChunk(store, manifest, chunk, answer.value))) return 'useless';
    note(chunk);
  }
  return 'all';
}
