import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {BookedLease} from '../../store/booked-lease.ts';
import type {DeviceEpoch} from '../../store/device-epoch.ts';
import type {Tx} from '../database.ts';
import {toLease} from './lease-row.ts';

/** This till's leases on `accounts` that were not written off, locked. Lock the accounts first. */
export async function lockLeases(
  tx: Tx,
  projectId: ProjectId,
  {deviceId, epoch}: DeviceEpoch,
  accounts: readonly AccountKey[],
): Promise<Map<AccountKey, BookedLease>> {
  if (accounts.length === 0) return new Map();
  const rows = await tx
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('epoch', '=', epoch)
    .where('account', 'in', [...accounts])
    .where('state', '<>', 'W')
    .orderBy('account')
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.account, toLease(row)]));
}

/** Leases of this till in any of its epochs, locked. Another till's are not found. */
export async function lockLeasesById(
  tx: Tx,
  projectId: ProjectId,
  deviceId: DeviceId,
  ids: Iterable<LeaseId>,
): Promise<Map<LeaseId, BookedLease>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('lease_id', 'in', wanted)
    .orderBy('account')
    .orderBy('epoch')
    .orderBy('lease_id')
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.lease_id, toLease(row)]));
}
