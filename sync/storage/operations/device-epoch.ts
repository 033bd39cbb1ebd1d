import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import type {DeviceEpoch} from '../leases/save-leases.ts';

export interface EpochHead {
  /** Highest sequence applied; below it nothing is missing but recorded holes. */
  readonly appliedSequence: number;
  readonly headHash: string | null;
}

/** Locks the till's sequence: its batches are taken one after the other. null for an epoch that never was. */
export async function lockEpoch(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
): Promise<EpochHead | null> {
  const row = await tx
    .selectFrom('device_epoch')
    .select(['applied_sequence as appliedSequence', 'head_hash as headHash'])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function readAppliedSequence(
  db: Db,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
): Promise<number> {
  const row = await db
    .selectFrom('device_epoch')
    .select('applied_sequence')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return row?.applied_sequence ?? 0;
}

export async function moveEpochHead(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  head: EpochHead,
): Promise<void> {
  await tx
    .updateTable('device_epoch')
    .set({applied_sequence: head.appliedSequence, head_hash: head.headHash})
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .execute();
}
