import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {OperationOutcome} from '../../../shared/protocol/operation.ts';
import type {Tx} from '../database.ts';
import type {DeviceEpoch} from '../leases/save-leases.ts';
import {storableText} from '../storable-text.ts';

export interface StoredOperation {
  readonly sequence: number;
  readonly hash: string;
  readonly outcome: OperationOutcome;
  readonly detail: string | null;
}

/** What became of these sequences, where they were seen before. */
export async function findOperations(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  sequences: readonly number[],
): Promise<Map<number, StoredOperation>> {
  if (sequences.length === 0) return new Map();
  const rows = await tx
    .selectFrom('operation')
    .select(['sequence', 'hash', 'outcome', 'detail'])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('sequence', 'in', [...sequences])
    .execute();
  return new Map(rows.map(row => [row.sequence, row]));
}

export interface KeptOperation extends StoredOperation {
  readonly operationId: string;
  readonly kind: string;
  /** As received. */
  readonly body: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
}

/** Keeps an operation with its outcome; only one that was quarantined is ever replaced. */
export async function keepOperation(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  operation: KeptOperation,
): Promise<void> {
  const columns = {
    operation_id: operation.operationId,
    hash: operation.hash,
    kind: operation.kind,
    body: operation.body,
    occurred_at: operation.occurredAt,
    received_at: operation.receivedAt,
    outcome: operation.outcome,
    detail: operation.detail === null ? null : storableText(operation.detail),
  };
  await tx
    .insertInto('operation')
    .values({
      project_id: projectId,
      device_id: deviceId,
      epoch,
      sequence: operation.sequence,
      ...columns,
    })
    .onConflict(c =>
      c
        .columns(['project_id', 'device_id', 'epoch', 'sequence'])
        .doUpdateSet(columns)
        .where('operation.outcome', '=', 'quarantined'),
    )
    .execute();
}
