import {sql} from 'kysely';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Db} from '../../sync/storage/database.ts';

export interface AccountBook {
  readonly committed: number;
  readonly over: number;
  readonly exposure: number;
  /** Sum of its entries. */
  readonly posted: number;
  /** What its leases reserve. */
  readonly leased: number;
}

/** An account with what its entries and leases add up to: always committed = posted + leased, where nothing is held. */
export async function bookOf(db: Db, account: AccountKey): Promise<AccountBook> {
  const {rows} = await sql<AccountBook>`
    select committed, over_units as over, exposure_units as exposure,
      (select coalesce(sum(amount), 0)::bigint from entry where account = ${account}) as posted,
      (select coalesce(sum(greatest(granted + refunded - consumed - returned + awaiting - written_off, 0)), 0)::bigint
        from lease where account = ${account}) as leased
    from account where account = ${account}`.execute(db);
  const [book] = rows;
  if (book === undefined) throw new Error(`no account ${account}`);
  if (book.committed !== book.posted + book.leased) throw new Error(`${account}: ${JSON.stringify(book)}`);
  return book;
}

/** Class and detail of what a till's operations opened, oldest first. */
export async function conflictsOf(db: Db, deviceId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('conflict')
    .select(['class', 'detail'])
    .where(eb => eb(eb.cast<string>('device_id', 'text'), '=', deviceId))
    .orderBy('opened_at')
    .orderBy('conflict_id')
    .execute();
  return rows.map(row => `${row.class} ${row.detail}`);
}
