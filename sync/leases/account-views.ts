/** The server's book on accounts, in the words a till or a manager needs: why there is nothing left, and who holds it. */
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {listHolders} from '../storage/leases/list-holders.ts';
import {listLastUses} from '../storage/leases/list-last-uses.ts';
import {readAccounts} from '../storage/lock-accounts.ts';

/** One view per account that exists, in the order asked. `me` is the till that asks. */
export async function accountViews(
  {db, clock}: Pick<AppDeps, 'db' | 'clock'>,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
  me: DeviceId | null,
): Promise<AccountView[]> {
  const keys = [...new Set(accounts)];
  const books = await readAccounts(db, projectId, keys);
  const holders = await listHolders(db, projectId, keys);
  const lastUses = await listLastUses(db, projectId, keys);
  const asOfMs = clock.nowMs();
  return keys.flatMap(account => {
    const book = books.get(account);
    if (book === undefined) return [];
    const here = holders.filter(holder => holder.account === account);
    const leased = here.reduce((sum, holder) => sum + holder.amount, 0);
    const view: AccountView = {
      account,
      limit: book.limit,
      posted: Math.max(0, book.committed - book.held - leased),
      free: free(book),
      heldByTills: here.map(({tillName, amount, sinceMs, deviceId}) => ({
        tillName,
        amount,
        sinceMs,
        mine: deviceId === me,
      })),
      lastUse: lastUses.get(account) ?? null,
      asOfMs,
    };
    return [view];
  });
}
