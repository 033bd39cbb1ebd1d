import {sql} from 'kysely';
import {epochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {AccountKey} from '../../../shared/ledger/account-key.ts';
import type {LastUse} from '../../store/account-book.ts';
import type {Db} from '../database.ts';

/** When and where each account was drawn from last and not taken back; store and receipt are null for REST. */
export async function listLastUses(
  db: Db,
  projectId: ProjectId,
  accounts: readonly AccountKey[],
): Promise<Map<AccountKey, LastUse>> {
  if (accounts.length === 0) return new Map();
  const {rows} = await sql<{
    account: AccountKey;
    at: Date;
    storeName: string | null;
    receiptNumber: string | null;
  }>`
    select distinct on (e.account) e.account, r.redeemed_at as at, s.name as "storeName",
      o.till ->> 'receiptNumber' as "receiptNumber"
    from entry e
    join redemption r on r.project_id = e.project_id and r.redemption_id = e.redemption_id
    left join sales_order o on o.project_id = r.project_id and o.order_id = r.order_id
    left join store s on s.project_id = o.project_id and s.store_id = o.till ->> 'storeId'
    where e.project_id = ${projectId} and e.account = any(${[...accounts]}::text[]) and e.amount > 0
      and e.reversed < e.amount
    order by e.account, r.redeemed_at desc, e.entry_id desc
  `.execute(db);
  return new Map(
    rows.map(({account, at, storeName, receiptNumber}) => [
      account,
      {atMs: epochMs(at.getTime()), storeName, receiptNumber},
    ]),
  );
}
