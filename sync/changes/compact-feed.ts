import type {Clock} from '../../shared/kernel/epoch.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Db} from '../storage/database.ts';
import {forgetDeletions, forgetVersions} from '../storage/documents/forget-documents.ts';

const dayMs = 86_400_000;
/** A till that was away longer than this starts again from nothing. */
const deletionsKeptMs = 400 * dayMs;
/** The longest that a till may sell without a connection. */
const versionsKeptMs = 90 * dayMs;

/** Forgets what no till can need (sync.md §4.3). The feed itself holds each document once and needs no compaction. */
export async function compactFeed(
  {db, clock}: {readonly db: Db; readonly clock: Clock},
  projectId: ProjectId,
): Promise<{readonly deletions: number; readonly versions: number}> {
  const nowMs = clock.nowMs();
  const deletions = await forgetDeletions(db, projectId, epochMs(nowMs - deletionsKeptMs));
  const versions = await forgetVersions(db, projectId, epochMs(nowMs - versionsKeptMs));
  return {deletions, versions};
}
