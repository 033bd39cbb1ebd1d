import {sql} from 'kysely';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {EditableKind} from '../../../shared/merge/editable.ts';
import type {Db} from '../database.ts';

/**
 * Whether anything was redeemed of a campaign, voucher or tier (rolled back or not, for its receipts are out), or a till
 * holds or held units of it and may have redeemed without having been heard.
 */
export async function wasRedeemed(
  db: Db,
  projectId: ProjectId,
  kind: Exclude<EditableKind, 'product'>,
  id: string,
): Promise<boolean> {
  const column = sql.ref(kind === 'campaign' ? 'r.campaign_id' : 'r.redeemable_id');
  const vouchers =
    kind === 'campaign'
      ? sql`select voucher_id from voucher where project_id = ${projectId} and campaign_id = ${id}`
      : sql`select ${id}::text where ${kind} = 'voucher'`;
  const {rows} = await sql<{found: boolean}>`
    select exists (
      select 1 from redemption r
      where r.project_id = ${projectId} and ${column} = ${id} and r.kind in ('single', 'child')
    ) or exists (
      select 1
      from (${vouchers}) v(voucher_id)
      join lease l on l.project_id = ${projectId}
        and l.account in ('v:' || v.voucher_id || ':uses', 'g:' || v.voucher_id || ':balance')
      where l.granted > l.returned
    ) as found
  `.execute(db);
  return rows[0]?.found ?? false;
}
