import {sql} from 'kysely';
import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Lease} from '../../../shared/ledger/lease.ts';
import type {Tx} from '../database.ts';
import {toLease} from './lease-row.ts';

/** A till between two enrolments. Leases belong to one. */
export interface DeviceEpoch {
  readonly deviceId: DeviceId;
  readonly epoch: number;
}

/** This till's leases on `accounts`, locked. Lock the accounts first. */
export async function lockLeases(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  accounts: readonly AccountKey[],
): Promise<Map<AccountKey, Lease>> {
  if (accounts.length === 0) return new Map();
  const rows = await tx
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('account', 'in', [...accounts])
    .orderBy('account')
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.account, toLease(row)]));
}

/** Writes new and changed leases of one till. */
export async function saveLeases(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  leases: readonly Lease[],
  grantedAt: Date,
): Promise<void> {
  if (leases.length === 0) return;
  const rows = leases.map(lease => ({...lease, expires: new Date(lease.expiresAtMs).toISOString()}));
  await sql`
    insert into lease (project_id, lease_id, account, device_id, epoch, granted, recalled, expires_at, granted_at)
    select ${projectId}, id, account, ${deviceId}, ${epoch}, granted, recalled, expires, ${grantedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id text, account text, granted bigint, recalled boolean, expires timestamptz)
    on conflict (project_id, lease_id) do update
      set granted = excluded.granted, recalled = excluded.recalled, expires_at = excluded.expires_at,
        granted_at = excluded.granted_at
  `.execute(tx);
}
