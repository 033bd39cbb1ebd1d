import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';
import {type RedemptionRecord, toRedemptionRecord} from './redemption-record.ts';

/** Those of `ids` that there are, in any order. */
export async function findRedemptions(
  db: Db,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<readonly RedemptionRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('redemption')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('redemption_id', 'in', [...new Set(ids)])
    .execute();
  return rows.map(toRedemptionRecord);
}

/** The children of these parents, in the order in which they were applied. */
export async function findChildren(
  db: Db,
  projectId: ProjectId,
  parentIds: readonly string[],
): Promise<readonly RedemptionRecord[]> {
  if (parentIds.length === 0) return [];
  const rows = await db
    .selectFrom('redemption')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('kind', '=', 'child')
    .where('parent_id', 'in', [...new Set(parentIds)])
    .orderBy('redemption_id')
    .execute();
  return rows.map(toRedemptionRecord);
}

/** One redemption, locked until the transaction ends. */
export async function lockRedemption(
  tx: Tx,
  projectId: ProjectId,
  id: string,
): Promise<RedemptionRecord | null> {
  const row = await tx
    .selectFrom('redemption')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('redemption_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toRedemptionRecord(row);
}
