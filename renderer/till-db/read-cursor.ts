import {readCursor} from './dexie-replica-store.ts';
import type {TillDatabases} from './open-till-databases.ts';

export interface DownloadState {
  readonly applied: number;
  readonly head: number;
  /** When everything the server has published was last here; null until the first download is complete. */
  readonly completeAtMs: number | null;
}

export async function readDownloadState(db: TillDatabases): Promise<DownloadState> {
  const {position, head, completeAtMs} = await readCursor(db.cache);
  return {applied: position, head, completeAtMs};
}
