import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Db} from '../database.ts';

/** The accounts that these leases of a till are on; a lease it does not have is left out. */
export async function findLeaseAccounts(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  leaseIds: readonly LeaseId[],
): Promise<Map<LeaseId, AccountKey>> {
  if (leaseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lease')
    .select(['lease_id', 'account'])
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('lease_id', 'in', [...leaseIds])
    .execute();
  return new Map(rows.map(row => [row.lease_id, row.account]));
}
