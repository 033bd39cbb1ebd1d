import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** A till's word for everything it did up to one operation, as it can be shown to somebody else. */
export interface BatchSignature {
  readonly deviceId: DeviceId;
  readonly epoch: number;
  /** Of the last operation in the batch, as sent. */
  readonly headSequence: number;
  readonly headHash: string;
  /** The key of this epoch signed (`device_epoch.public_key`). */
  readonly keyEpoch: number;
  readonly signedText: string;
  readonly signature: string;
  readonly receivedAt: Date;
}

/** Keeps it; a batch sent again keeps its first signature. */
export async function keepBatchSignature(db: Db, projectId: ProjectId, batch: BatchSignature): Promise<void> {
  await db
    .insertInto('batch_signature')
    .values({
      project_id: projectId,
      device_id: batch.deviceId,
      epoch: batch.epoch,
      head_sequence: batch.headSequence,
      head_hash: batch.headHash,
      key_epoch: batch.keyEpoch,
      signed_text: batch.signedText,
      signature: batch.signature,
      received_at: batch.receivedAt,
    })
    .onConflict(conflict =>
      conflict.columns(['project_id', 'device_id', 'epoch', 'head_sequence', 'head_hash']).doNothing(),
    )
    .execute();
}

export async function pruneBatchSignatures(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  before: Date,
): Promise<void> {
  await db
    .deleteFrom('batch_signature')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('received_at', '<', before)
    .execute();
}
