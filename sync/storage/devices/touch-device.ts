import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** Notes that a till spoke, and how far its wall clock is off. */
export async function touchDevice(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  seen: {readonly at: Date; readonly clockSkewMs: number | null},
): Promise<void> {
  await db
    .updateTable('device')
    .set({last_seen_at: seen.at, clock_skew_ms: seen.clockSkewMs})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .execute();
}
