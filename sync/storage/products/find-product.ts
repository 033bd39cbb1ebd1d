import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type ProductRecord, toProductRecord} from './product-record.ts';

/** By our id or the shop's source id. */
export async function findProduct(
  db: Db,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<ProductRecord | null> {
  const row = await named(db, projectId, idOrSourceId).executeTakeFirst();
  return row === undefined ? null : toProductRecord(row);
}

/** The same, locked until the transaction ends. */
export async function lockProduct(
  tx: Tx,
  projectId: ProjectId,
  idOrSourceId: string,
): Promise<ProductRecord | null> {
  const row = await named(tx, projectId, idOrSourceId).forUpdate().executeTakeFirst();
  return row === undefined ? null : toProductRecord(row);
}

/** Should a source id look like another's id, the id wins. */
function named(db: Db, projectId: ProjectId, idOrSourceId: string) {
  return db
    .selectFrom('product')
    .selectAll()
    .where('project_id', '=', projectId)
    .where(eb =>
      eb.or([
        eb(eb.cast<string>('product_id', 'text'), '=', idOrSourceId),
        eb('source_id', '=', idOrSourceId),
      ]),
    )
    .orderBy(eb => eb(eb.cast<string>('product_id', 'text'), '=', idOrSourceId), 'desc');
}
