import {type Account, changeLimit, pendingCut} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {SyncTx} from '../store/sync-store.ts';

/** What an account's limit is meant to be. */
export interface MeantLimit {
  readonly account: AccountKey;
  readonly limit: number;
}

/**
 * Sets limits, in uses or minor units. A cut below what is committed takes nothing away: what tills hold is asked back,
 * and the account comes down to its limit as they return it (L7). Locks the accounts and answers them; one that is not
 * there is left out.
 */
export async function changeLimits(
  tx: Pick<SyncTx, 'lockAccounts' | 'writeAccounts' | 'recallLeases' | 'bumpLeaseVersions'>,
  limits: readonly MeantLimit[],
): Promise<Map<AccountKey, Account>> {
  const books = await tx.lockAccounts(limits.map(one => one.account));
  const changed: Account[] = [];
  for (const {account, limit} of limits) {
    const book = books.get(account);
    if (book === undefined || (book.target ?? book.limit) === limit) continue;
    const aligned = changeLimit(book, limit);
    books.set(account, aligned);
    changed.push(aligned);
  }
  await tx.writeAccounts(changed);
  const cut = changed.filter(book => pendingCut(book) > 0).map(book => book.key);
  await tx.bumpLeaseVersions(await tx.recallLeases(cut, null));
  return books;
}
