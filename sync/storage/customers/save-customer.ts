import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import type {CustomerRecord} from './customer-record.ts';

/** False when the id or source id is taken; then nothing was written. */
export async function insertCustomer(
  tx: Tx,
  projectId: ProjectId,
  customer: CustomerRecord,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('customer')
    .values({project_id: projectId, ...columns(customer), created_at: new Date(customer.createdAt)})
    .onConflict(conflict => conflict.doNothing())
    .returning('customer_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes a locked customer back. */
export async function updateCustomer(tx: Tx, projectId: ProjectId, customer: CustomerRecord): Promise<void> {
  await tx
    .updateTable('customer')
    .set({...columns(customer), updated_at: toDateOrNull(customer.updatedAt)})
    .where('project_id', '=', projectId)
    .where('customer_id', '=', customer.id)
    .execute();
}

function columns(customer: CustomerRecord) {
  return {
    customer_id: customer.id,
    source_id: customer.sourceId,
    name: customer.name,
    description: customer.description,
    email: customer.email,
    phone: customer.phone,
    birthdate: customer.birthdate,
    address: customer.address === null ? null : jsonb<unknown>(customer.address),
    metadata: jsonb(customer.metadata),
    version: customer.version,
  };
}
