import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId, ProjectId} from '../../shared/kernel/id.ts';
import {giveBack} from '../../shared/ledger/account.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {Tx} from '../storage/database.ts';
import {findLeaseAccounts} from '../storage/leases/find-lease-accounts.ts';
import {addReturned, lockLeasesById} from '../storage/leases/move-lease-counters.ts';
import type {DeviceEpoch} from '../storage/leases/save-leases.ts';
import {lockAccounts, writeAccounts} from '../storage/lock-accounts.ts';
import type {Finding} from './finding.ts';

/** What a till gives back of its lease is free again. More than it had is not believed. */
export async function applyLeaseReturn(
  tx: Tx,
  projectId: ProjectId,
  till: DeviceEpoch,
  {leaseId, amount}: {readonly leaseId: LeaseId; readonly amount: number},
): Promise<readonly Finding[]> {
  const account = (await findLeaseAccounts(tx, projectId, till.deviceId, [leaseId])).get(leaseId);
  if (account === undefined) {
    const detail = `${leaseId} is not a lease of this till`;
    return [{kind: 'conflict', class: 'C6', detail, amount}];
  }
  const book = present((await lockAccounts(tx, projectId, [account])).get(account), `account ${account}`);
  const leases = await lockLeasesById(tx, projectId, till.deviceId, [leaseId]);
  const credible = Math.min(amount, remaining(present(leases.get(leaseId), `lease ${leaseId}`)));
  await addReturned(tx, projectId, leaseId, credible);
  await writeAccounts(tx, projectId, [giveBack(book, credible)]);
  if (credible === amount) return [];
  const detail = `${amount} of ${account} was given back, only ${credible} was left of the lease`;
  return [{kind: 'conflict', class: 'C6', detail, account, amount: amount - credible}];
}
