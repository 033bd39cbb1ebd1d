import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type CustomerRecord, toCustomerRecord} from './customer-record.ts';

/** By our id or the shop's source id. */
export async function findCustomer(
  db: Db,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<CustomerRecord | null> {
  const row = await named(db, projectId, idOrSourceId).executeTakeFirst();
  return row === undefined ? null : toCustomerRecord(row);
}

/** The same, locked until the transaction ends. */
export async function lockCustomer(
  tx: Tx,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<CustomerRecord | null> {
  const row = await named(tx, projectId, idOrSourceId).forUpdate().executeTakeFirst();
  return row === undefined ? null : toCustomerRecord(row);
}

/** Those of `ids` that there are, in any order. */
export async function findCustomers(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly CustomerRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('customer')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('customer_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toCustomerRecord);
}

/** Should a source id look like another's id, the id wins. */
function named(db: Db, projectId: ProjectId, idOrSourceId: string) {
  return db
    .selectFrom('customer')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb =>
      eb.or([
        eb(eb.cast<string>('customer_id', 'text'), '=', idOrSourceId),
        eb('source_id', '=', idOrSourceId),
      ]),
    )
    .orderBy(eb => eb(eb.cast<string>('customer_id', 'text'), '=', idOrSourceId), 'desc');
}
