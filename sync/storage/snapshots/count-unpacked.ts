import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** How many vouchers changed after a position, counted up to `most`: what a new till would take row by row. */
export async function countUnpacked(
  db: Db,
  projectId: ProjectId,
  position: number,
  most: number,
): Promise<number> {
  const {rows} = await sql<{count: number}>`
    select count(*)::bigint as count from (
      select 1 from document
      where project_id = ${projectId} and kind = 'voucher' and position > ${position}
      limit ${most}) as changed
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Vouchers that are for all tills. */
export async function countVouchers(db: Db, projectId: ProjectId): Promise<number> {
  const {rows} = await sql<{count: number}>`
    select count(*)::bigint as count from document
    where project_id = ${projectId} and kind = 'voucher' and not deleted and scope is null
  `.execute(db);
  return rows[0]?.count ?? 0;
}
