import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {DeviceEpoch, EpochState} from '../../store/device-epoch.ts';
import type {Db, Tx} from '../database.ts';

/** Locks the till's sequence: its batches are taken one after the other. null for an epoch that never was. */
export async function lockEpoch(tx: Tx, projectId: ProjectId, till: DeviceEpoch): Promise<EpochState | null> {
  return (await selectEpoch(tx, projectId, till).forUpdate().executeTakeFirst()) ?? null;
}

/** The same as last committed. */
export async function readEpoch(db: Db, projectId: ProjectId, till: DeviceEpoch): Promise<EpochState | null> {
  return (await selectEpoch(db, projectId, till).executeTakeFirst()) ?? null;
}

function selectEpoch(db: Db, projectId: ProjectId, {deviceId, epoch}: DeviceEpoch) {
  return db
    .selectFrom('device_epoch')
    .select([
      'applied_sequence as appliedSequence',
      'head_hash as headHash',
      'session',
      'former_session as formerSession',
      'suspect_session as suspectSession',
      'standing',
    ])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch);
}

/** Writes a locked epoch back. */
export async function saveEpoch(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  state: EpochState,
): Promise<void> {
  await tx
    .updateTable('device_epoch')
    .set({
      applied_sequence: state.appliedSequence,
      head_hash: state.headHash,
      session: state.session,
      former_session: state.formerSession,
      suspect_session: state.suspectSession,
      standing: state.standing,
    })
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .execute();
}
