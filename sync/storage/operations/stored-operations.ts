import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {DeviceEpoch} from '../../store/device-epoch.ts';
import type {KeptOperation, QuarantinedOperation, StoredOperation} from '../../store/operation-book.ts';
import type {Db, Tx} from '../database.ts';
import {storableText} from '../storable-text.ts';

/** What became of these sequences, where they were seen before: the till's own first, then forks. */
export async function findOperations(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  sequences: readonly number[],
): Promise<readonly StoredOperation[]> {
  if (sequences.length === 0) return [];
  return tx
    .selectFrom('operation')
    .select(['sequence', 'hash', 'outcome', 'detail', 'forked'])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('sequence', 'in', [...new Set(sequences)])
    .orderBy('forked')
    .orderBy('sequence')
    .orderBy('hash')
    .execute();
}

/** Keeps an operation with its outcome; only one that was quarantined is ever replaced. */
export async function keepOperation(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  operation: KeptOperation,
  replaces?: string,
): Promise<void> {
  if (replaces !== undefined) {
    await tx
      .deleteFrom('operation')
      .where('project_id', '=', projectId)
      .where('device_id', '=', deviceId)
      .where('epoch', '=', epoch)
      .where('sequence', '=', operation.sequence)
      .where('hash', '=', replaces)
      .where('outcome', '=', 'quarantined')
      .execute();
  }
  const columns = {
    operation_id: operation.operationId,
    kind: operation.kind,
    body: operation.body,
    occurred_at: new Date(operation.occurredMs),
    received_at: new Date(operation.receivedMs),
    outcome: operation.outcome,
    detail: operation.detail === null ? null : storableText(operation.detail),
    forked: operation.forked,
  };
  await tx
    .insertInto('operation')
    .values({
      project_id: projectId,
      device_id: deviceId,
      epoch,
      sequence: operation.sequence,
      hash: operation.hash,
      ...columns,
    })
    .onConflict(c =>
      c
        .columns(['project_id', 'device_id', 'epoch', 'sequence', 'hash'])
        .doUpdateSet(columns)
        .where('operation.outcome', '=', 'quarantined'),
    )
    .execute();
}

/** In the order in which each till made them; of one till and of one kind, where they are named. */
export function listQuarantined(
  db: Db,
  projectId: ProjectId,
  named: DeviceId | null,
  kind?: string,
): Promise<readonly QuarantinedOperation[]> {
  return db
    .selectFrom('operation')
    .select(['device_id as deviceId', 'epoch', 'sequence', 'hash', 'forked', 'kind', 'body'])
    .where('project_id', '=', projectId)
    .where('outcome', '=', 'quarantined')
    .$if(named !== null, q => q.where('device_id', '=', named as DeviceId))
    .$if(kind !== undefined, q => q.where('kind', '=', kind ?? ''))
    .orderBy('device_id')
    .orderBy('epoch')
    .orderBy('sequence')
    .orderBy('hash')
    .execute();
}
