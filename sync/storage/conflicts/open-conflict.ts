import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Db} from '../database.ts';
import {storableText} from '../storable-text.ts';

/**
 * What a person must look at (sync.md §8). C1 units nobody held were spent · C4 the till's history forked, or part of
 * it is missing · C5 this engine decides otherwise · C6 facts or contents were made up · C8 its clock · C9 not understood.
 */
export type ConflictClass = 'C1' | 'C4' | 'C5' | 'C6' | 'C8' | 'C9';

export interface NewConflict {
  /** The same event has the same id, so that a repeated message opens it once. */
  readonly id: string;
  readonly class: ConflictClass;
  readonly deviceId: DeviceId;
  readonly operationId: string | null;
  readonly account: AccountKey | null;
  readonly amount: number | null;
  readonly detail: string;
}

/** Long enough for an operation that could not be kept anywhere else. */
const detailLimit = 200_000;

export async function openConflict(db: Db, projectId: ProjectId, conflict: NewConflict): Promise<void> {
  await db
    .insertInto('conflict')
    .values({
      project_id: projectId,
      conflict_id: conflict.id,
      class: conflict.class,
      device_id: conflict.deviceId,
      operation_id: conflict.operationId,
      account: conflict.account,
      amount: conflict.amount,
      detail: storableText(conflict.detail, detailLimit),
    })
    .onConflict(c => c.columns(['project_id', 'conflict_id']).doNothing())
    .execute();
}
