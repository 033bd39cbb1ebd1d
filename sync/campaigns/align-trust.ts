import type {ProjectId} from '../../shared/kernel/id.ts';
import {changeLimit, pendingCut} from '../../shared/ledger/account.ts';
import {trustAccount} from '../../shared/ledger/account-key.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Tx} from '../storage/database.ts';
import {recallLeases} from '../storage/leases/recall-leases.ts';
import {tellAllTills} from '../storage/leases/tell-all-tills.ts';
import {lockAccounts, writeAccounts} from '../storage/lock-accounts.ts';
import {openMissingAccounts} from '../storage/open-accounts.ts';

/**
 * Opens the account of what a campaign's tills may hand out without a lease, or sets its limit to the policy's budget.
 * A cut waits for what tills hold: all of it is asked back, and what is still allowed is granted again. Call it in the
 * transaction that saves the campaign, after everything else.
 */
export async function alignTrust(
  tx: Tx,
  projectId: ProjectId,
  {id, offlinePolicy}: Pick<Campaign, 'id' | 'offlinePolicy'>,
): Promise<void> {
  const account = trustAccount(id);
  const limit = offlinePolicy?.kind === 'trust_up_to' ? offlinePolicy.budgetMinor : 0;
  if (limit > 0) await openMissingAccounts(tx, projectId, [{account, limit}]);
  const book = (await lockAccounts(tx, projectId, [account])).get(account);
  if (book === undefined) return;
  const aligned = changeLimit(book, limit);
  await writeAccounts(tx, projectId, [aligned]);
  if (pendingCut(aligned) > 0) await recallLeases(tx, projectId, [account], null);
  await tellAllTills(tx, projectId);
}
