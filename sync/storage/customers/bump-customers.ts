import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {type CustomerRecord, toCustomerRecord} from './customer-record.ts';

/** Gives these customers their next version, because what is said about them elsewhere changed. */
export async function bumpCustomers(
  tx: Tx,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly CustomerRecord[]> {
  if (ids.length === 0) return [];
  // In one order, so that two segments being made at once never wait for each other in a circle.
  await tx
    .selectFrom('customer')
    .select('customer_id')
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('customer_id', 'text'), '=', eb.fn.any(eb.val([...ids]))))
    .orderBy('customer_id')
    .forUpdate()
    .execute();
  const rows = await tx
    .updateTable('customer')
    .set(eb => ({version: eb('version', '+', 1)}))
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('customer_id', 'text'), '=', eb.fn.any(eb.val([...ids]))))
    .returningAll()
    .execute();
  return rows.map(toCustomerRecord);
}
