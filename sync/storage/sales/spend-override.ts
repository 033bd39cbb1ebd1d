import type {OperationId, OverrideId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Notes that a manager's word was used; false where it was used before. */
export async function spendOverride(
  tx: Tx,
  projectId: ProjectId,
  overrideId: OverrideId,
  operationId: OperationId,
): Promise<boolean> {
  const row = await tx
    .insertInto('override_use')
    .values({project_id: projectId, override_id: overrideId, operation_id: operationId})
    .onConflict(c => c.doNothing())
    .returning('override_id')
    .executeTakeFirst();
  return row !== undefined;
}
