import type {ProjectId} from '../../shared/kernel/id.ts';
import {openAccount} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Tx} from './database.ts';

/** Opens the books of new limited things, in the transaction that makes them. `limit` in uses or minor units. */
export async function openAccounts(
  tx: Tx,
  projectId: ProjectId,
  accounts: readonly {readonly account: AccountKey; readonly limit: number}[],
): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(({account, limit}) => {
    const opened = openAccount(account, limit);
    return {project_id: projectId, account: opened.key, limit_units: opened.limit};
  });
  await tx.insertInto('account').values(rows).execute();
}
