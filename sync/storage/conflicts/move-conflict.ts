import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId, StaffId} from '../../../shared/kernel/id.ts';
import type {ConflictEvent, Resolution} from '../../../shared/protocol/conflict.ts';
import type {Tx} from '../database.ts';
import {storableText} from '../storable-text.ts';

/** A line of the trail: who did what about a conflict, and when. */
export interface NewConflictEvent {
  readonly event: ConflictEvent['event'];
  readonly actor: StaffId;
  readonly note: string | null;
  readonly atMs: EpochMs;
}

/** Adds to the trail of a locked conflict. */
export async function addConflictEvent(
  tx: Tx,
  projectId: ProjectId,
  conflictId: string,
  {event, actor, note, atMs}: NewConflictEvent,
): Promise<void> {
  await tx
    .insertInto('conflict_event')
    .values({
      project_id: projectId,
      conflict_id: conflictId,
      at: new Date(atMs),
      actor,
      event,
      note: note === null ? null : storableText(note),
    })
    .execute();
}

/** Resolves a locked conflict, or with null opens it again. */
export async function setResolution(
  tx: Tx,
  projectId: ProjectId,
  conflictId: string,
  resolved: {readonly resolution: Resolution; readonly atMs: EpochMs} | null,
): Promise<void> {
  await tx
    .updateTable('conflict')
    .set({
      status: resolved === null ? 'open' : 'resolved',
      resolution: resolved?.resolution ?? null,
      resolved_at: resolved === null ? null : new Date(resolved.atMs),
    })
    .where('project_id', '=', projectId)
    .where('conflict_id', '=', conflictId)
    .execute();
}
