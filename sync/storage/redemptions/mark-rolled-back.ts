import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Notes on each locked redemption which rollback took it back. */
export async function markRolledBack(
  tx: Tx,
  projectId: ProjectId,
  pairs: readonly {readonly redemptionId: string; readonly rollbackId: string}[],
): Promise<void> {
  for (const {redemptionId, rollbackId} of pairs) {
    await tx
      .updateTable('redemption')
      .set({rolled_back_by: rollbackId})
      .where('project_id', '=', projectId)
      .where('redemption_id', '=', redemptionId)
      .execute();
  }
}
