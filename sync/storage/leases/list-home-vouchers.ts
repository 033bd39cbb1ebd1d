import {sql} from 'kysely';
import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {ProjectId, StoreId} from '../../../shared/kernel/id.ts';
import type {HomeAccount} from '../../store/lease-book.ts';
import type {Db} from '../database.ts';

/** The accounts of a store's own vouchers that are not over and have something free. */
export async function listHomeVouchers(
  db: Db,
  projectId: ProjectId,
  storeId: StoreId,
  nowMs: EpochMs,
): Promise<readonly HomeAccount[]> {
  const {rows} = await sql<HomeAccount>`
    select v.voucher_id as "voucherId", a.account, a.limit_units as "limit",
      (v.type = 'DISCOUNT_VOUCHER' and a.limit_units > 1) as shared
    from store s
    join voucher v on v.project_id = s.project_id and v.home_store = s.source_id
    left join campaign c on c.project_id = v.project_id and c.campaign_id = v.campaign_id
    join account a on a.project_id = v.project_id
      and a.account in ('v:' || v.voucher_id || ':uses', 'g:' || v.voucher_id || ':balance')
    where s.project_id = ${projectId} and s.store_id = ${storeId} and v.active
      and coalesce(c.active, true)
      and coalesce(v.ends_at, 'infinity') > ${new Date(nowMs)}
      and coalesce(c.ends_at, 'infinity') > ${new Date(nowMs)}
      and a.limit_units - (a.committed - a.over_units) > 0
    order by a.account
  `.execute(db);
  return rows;
}
