import type {DeviceId, ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import {askBack, type NeedWindow} from '../../store/ask-back.ts';
import type {Tx} from '../database.ts';
import {remainingIn, toLease} from './lease-row.ts';

/**
 * Marks what other tills hold of `accounts`, which are locked, as asked back, or with `spare` what is above the need of
 * their sales in progress; answers which tills have to be told.
 */
export async function recallLeases(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
  except: DeviceId | null,
  spare: NeedWindow | null = null,
): Promise<readonly DeviceId[]> {
  if (accounts.length === 0) return [];
  const held = await tx
    .selectFrom('lease')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('account', 'in', [...accounts])
    .where(({or, eb}) => or([eb('recalled', '=', false), eb('keep_to', 'is not', null)]))
    .where(remainingIn('lease'), '>', 0)
    .$if(except !== null, q => q.where('device_id', '<>', except as DeviceId))
    .orderBy('account')
    .orderBy('device_id')
    .orderBy('epoch')
    .forUpdate()
    .execute();
  const asked = held.flatMap(row => askBack(toLease(row), spare) ?? []);
  const whole = asked.filter(lease => lease.keepTo === undefined);
  for (const [leases, forgotten] of [
    [whole, {keep_to: null, needed_at: null}],
    [asked.filter(lease => lease.keepTo !== undefined), {}],
  ] as const) {
    if (leases.length === 0) continue;
    await tx
      .updateTable('lease')
      .set({recalled: true, ...forgotten})
      .where('project_id', '=', projectId)
      .where(
        'lease_id',
        'in',
        leases.map(lease => lease.id),
      )
      .execute();
  }
  return [...new Set(asked.map(lease => lease.deviceId))];
}
