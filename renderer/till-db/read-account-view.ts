import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Lease} from '../../shared/ledger/lease.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** What the server last said about an account, as of `asOfMs`; null when it was never asked. */
export async function readAccountView(db: TillDatabases, account: AccountKey): Promise<AccountView | null> {
  return (await db.cache.accountView.get(account)) ?? null;
}

/** All leases of this till, spent and recalled ones included. */
export function readLeases(db: TillDatabases): Promise<Lease[]> {
  return db.ledger.lease.toArray();
}
