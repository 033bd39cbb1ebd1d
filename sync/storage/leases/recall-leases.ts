import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Tx} from '../database.ts';
import {remainingIn} from './lease-row.ts';

/** Marks what other tills hold of `accounts`, which are locked, as asked back; answers which tills have to be told. */
export async function recallLeases(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
  except: DeviceId | null,
): Promise<readonly DeviceId[]> {
  if (accounts.length === 0) return [];
  const held = await tx
    .selectFrom('lease')
    .select(['lease_id', 'device_id'])
    .where('project_id', '=', projectId)
    .where('account', 'in', [...accounts])
    .where('recalled', '=', false)
    .where(remainingIn('lease'), '>', 0)
    .$if(except !== null, q => q.where('device_id', '<>', except as DeviceId))
    .orderBy('account')
    .orderBy('device_id')
    .orderBy('epoch')
    .forUpdate()
    .execute();
  if (held.length === 0) return [];
  await tx
    .updateTable('lease')
    .set({recalled: true})
    .where('project_id', '=', projectId)
    .where(
      'lease_id',
      'in',
      held.map(lease => lease.lease_id),
    )
    .execute();
  return [...new Set(held.map(lease => lease.device_id))];
}
