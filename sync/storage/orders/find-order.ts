import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type OrderRecord, toOrderRecord} from './order-record.ts';

/** By our id or the shop's source id. */
export async function findOrder(
  db: Db,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<OrderRecord | null> {
  const row = await named(db, projectId, idOrSourceId).executeTakeFirst();
  return row === undefined ? null : toOrderRecord(row);
}

/** The same, locked until the transaction ends. */
export async function lockOrder(
  tx: Tx,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<OrderRecord | null> {
  const row = await named(tx, projectId, idOrSourceId).forUpdate().executeTakeFirst();
  return row === undefined ? null : toOrderRecord(row);
}

/** Those of `ids` that there are, in any order. */
export async function findOrders(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly OrderRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('sales_order')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb => eb(eb.cast<string>('order_id', 'text'), 'in', [...new Set(ids)]))
    .execute();
  return rows.map(toOrderRecord);
}

/** Should a source id look like another's id, the id wins. */
function named(db: Db, projectId: ProjectId, idOrSourceId: string) {
  return db
    .selectFrom('sales_order')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb =>
      eb.or([eb(eb.cast<string>('order_id', 'text'), '=', idOrSourceId), eb('source_id', '=', idOrSourceId)]),
    )
    .orderBy(eb => eb(eb.cast<string>('order_id', 'text'), '=', idOrSourceId), 'desc');
}
