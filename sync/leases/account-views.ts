/** The server's book on accounts, in the words a till or a manager needs: why there is nothing left, and who holds it. */
import type {Clock} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import {type Account, free, pendingCut} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Holder} from '../store/account-book.ts';
import type {SyncReads} from '../store/sync-store.ts';

/** One view per account that exists, in the order asked. `me` is the till that asks. */
export async function accountViews(
  reads: SyncReads,
  clock: Clock,
  accounts: readonly AccountKey[],
  me: DeviceId | null,
): Promise<AccountView[]> {
  const keys = [...new Set(accounts)];
  const books = await reads.readAccounts(keys);
  const holders = await reads.listHolders(keys);
  const lastUses = await reads.listLastUses(keys);
  const asOfMs = clock.nowMs();
  return keys.flatMap(account => {
    const book = books.get(account);
    if (book === undefined) return [];
    const here = holders.filter(holder => holder.account === account);
    return {...viewOf(book, here, me), lastUse: lastUses.get(account) ?? null, asOfMs};
  });
}

function viewOf(
  book: Account,
  holders: readonly Holder[],
  me: DeviceId | null,
): Omit<AccountView, 'lastUse' | 'asOfMs'> {
  const leased = holders.reduce((sum, holder) => sum + holder.amount, 0);
  const cut = pendingCut(book);
  return {
    account: book.key,
    limit: book.limit,
    posted: Math.max(0, book.committed - book.held - leased),
    free: free(book),
    heldByTills: holders.map(({tillName, amount, sinceMs, deviceId}) => ({
      tillName,
      amount,
      sinceMs,
      mine: deviceId === me,
    })),
    ...(cut === 0 ? {} : {pendingCut: {units: cut, tills: new Set(holders.map(one => one.deviceId)).size}}),
    ...(book.exposure === undefined ? {} : {exposure: book.exposure}),
  };
}
