import type {DeviceId, LeaseId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Db} from '../database.ts';

/** The account a till's lease is on; null when the till has no such lease. */
export async function findLeaseAccount(
  db: Db,
  projectId: ProjectId,
  deviceId: DeviceId,
  leaseId: LeaseId,
): Promise<AccountKey | null> {
  const row = await db
    .selectFrom('lease')
    .select('account')
    .where('project_id', '=', projectId)
    .where('device_id', '=', deviceId)
    .where('lease_id', '=', leaseId)
    .executeTakeFirst();
  return row?.account ?? null;
}
