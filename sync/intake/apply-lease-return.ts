import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {settleReturn} from '../../shared/ledger/server-lease.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';

/**
 * What a till gives back of its lease is free again; more than it had is not believed. A fork gives nothing back: the
 * lease is the till's own, which may have spent it.
 */
export async function applyLeaseReturn(
  tx: SyncTx,
  till: Lane,
  {leaseId, amount}: {readonly leaseId: LeaseId; readonly amount: number},
): Promise<readonly Finding[]> {
  const account = (await tx.findLeases(till.deviceId, [leaseId])).get(leaseId)?.account;
  if (account === undefined) {
    const detail = `${leaseId} is not a lease of this till`;
    return [{kind: 'conflict', class: 'C6', detail, amount}];
  }
  if (till.forked) {
    const detail = `${amount} of ${account} was given back by a second machine; nothing was freed`;
    return [{kind: 'conflict', class: 'C4', detail, account, amount}];
  }
  const book = present((await tx.lockAccounts([account])).get(account), `account ${account}`);
  const lease = present((await tx.lockLeasesById(till.deviceId, [leaseId])).get(leaseId), `lease ${leaseId}`);
  const credible = Math.min(amount, remaining(lease));
  const settled = settleReturn(lease, book, credible);
  await tx.saveLeases([{...lease, ...settled.lease}]);
  await tx.writeAccounts([settled.account]);
  if (credible === amount) return [];
  const detail = `${amount} of ${account} was given back, only ${credible} was left of the lease`;
  return [{kind: 'conflict', class: 'C6', detail, account, amount: amount - credible}];
}
