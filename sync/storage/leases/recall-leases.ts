import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {Tx} from '../database.ts';
import {remainingIn} from './lease-row.ts';

/** Marks what other tills hold of `accounts` as asked back; answers which tills have to be told. */
export async function recallLeases(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
  except: DeviceId | null,
): Promise<readonly DeviceId[]> {
  if (accounts.length === 0) return [];
  let query = tx
    .updateTable('lease')
    .set({recalled: true})
    .where('project_id', '=', projectId)
    .where('account', 'in', [...accounts])
    .where('recalled', '=', false)
    .where(remainingIn('lease'), '>', 0);
  if (except !== null) query = query.where('device_id', '<>', except);
  const rows = await query.returning('device_id').execute();
  return [...new Set(rows.map(row => row.device_id))];
}
