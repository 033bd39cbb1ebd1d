import type {CustomerId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';

/** Deletes the row; memberships of segments go with it. */
export async function deleteCustomerRow(tx: Tx, projectId: ProjectId, id: CustomerId): Promise<void> {
  await tx.deleteFrom('customer').where('project_id', '=', projectId).where('customer_id', '=', id).execute();
}
