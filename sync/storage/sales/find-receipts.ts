import {sql} from 'kysely';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** Of these receipt numbers those that a sale of this till bears. */
export async function findReceipts(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  receiptNumbers: readonly string[],
): Promise<Set<string>> {
  const {rows} = await sql<{receipt: string}>`
    select distinct till ->> 'receiptNumber' as receipt from sales_order
    where project_id = ${projectId} and till ->> 'receiptNumber' = any(${[...receiptNumbers]}::text[])
      and till ->> 'deviceId' = ${deviceId}
  `.execute(db);
  return new Set(rows.map(row => row.receipt));
}
