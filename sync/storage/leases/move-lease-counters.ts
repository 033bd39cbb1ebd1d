import {sql} from 'kysely';
import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Lease} from '../../../shared/ledger/lease.ts';
import type {Tx} from '../database.ts';
import {toLease} from './lease-row.ts';

/** Leases of this till in any of its epochs, locked. Another till's are not found. */
export async function lockLeasesById(
  tx: Tx,
  projectId: ProjectId,
  deviceId: DeviceId,
  ids: readonly LeaseId[],
): Promise<Map<LeaseId, Lease>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('lease_id', 'in', [...new Set(ids)])
    .orderBy('account')
    .orderBy('epoch')
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.lease_id, toLease(row)]));
}

/** Adds what the till reports as used. */
export async function moveLeaseCounters(
  tx: Tx,
  projectId: ProjectId,
  consumed: ReadonlyMap<LeaseId, number>,
): Promise<void> {
  if (consumed.size === 0) return;
  const rows = [...consumed].map(([id, amount]) => ({id, amount}));
  await sql`
    update lease l set consumed = l.consumed + r.amount
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, amount bigint)
    where l.project_id = ${projectId} and l.lease_id = r.id
  `.execute(tx);
}

/** Adds what the till gave back. */
export async function addReturned(
  tx: Tx,
  projectId: ProjectId,
  leaseId: LeaseId,
  amount: number,
): Promise<void> {
  await tx
    .updateTable('lease')
    .set(({eb}) => ({returned: eb('returned', '+', amount)}))
    .where('project_id', '=', projectId)
    .where('lease_id', '=', leaseId)
    .execute();
}
