/**
 * How often vouchers were redeemed: what the tally has, and the redemptions that are not in it yet. A rollback counts the
 * other way, as a row of its own; so rows only ever come, and each is counted once.
 */
import {sql} from 'kysely';
import type {ProjectId, VoucherId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

/** Redemptions that stand, wherever they were made, and the gift credits they used in minor units. */
export interface VoucherUses {
  readonly quantity: number;
  readonly amountMinor: number;
}

interface Row {
  readonly voucher_id: VoucherId;
  readonly quantity: number;
  readonly amount_minor: number;
  readonly fresh: number;
}

/** So many that are not in the tally are still counted quickly. */
export const foldFrom = 500;
/** Folded at once; the next who asks goes on. */
const foldAtMost = 5_000;

export async function countUses(
  db: Db,
  projectId: ProjectId,
  voucherIds: readonly VoucherId[],
): Promise<ReadonlyMap<VoucherId, VoucherUses>> {
  if (voucherIds.length === 0) return new Map();
  const ids = [...voucherIds];
  const {rows} = await sql<Row>`
    select redeemable_id as voucher_id, sum(quantity)::bigint as quantity,
      sum(amount_minor)::bigint as amount_minor, sum(fresh)::bigint as fresh
    from (
      select redeemable_id, quantity, amount_minor, 0 as fresh from redemption_tally
      where project_id = ${projectId} and redeemable_id = any(${ids}::text[])
      union all
      select redeemable_id, case kind when 'rollback' then -1 else 1 end, coalesce(amount_minor, 0), 1
      from redemption
      where project_id = ${projectId} and redeemable_id = any(${ids}::text[])
        and kind in ('single', 'child', 'rollback') and not tallied
    ) as counted
    group by redeemable_id
  `.execute(db);
  for (const {voucher_id: id, fresh} of rows) {
    // Inside a transaction it would hold the tally until its end.
    if (fresh > foldFrom && !db.isTransaction) await foldUses(db, projectId, id);
  }
  return new Map(rows.map(row => [row.voucher_id, {quantity: row.quantity, amountMinor: row.amount_minor}]));
}

/** Takes redemptions into the tally, in one statement: whoever reads sees each in one of the two places. */
async function foldUses(db: Db, projectId: ProjectId, voucherId: VoucherId): Promise<void> {
  await sql`
    with fresh as (
      select redemption_id from redemption
      where project_id = ${projectId} and redeemable_id = ${voucherId}
        and kind in ('single', 'child', 'rollback') and not tallied
      limit ${foldAtMost}
      for update skip locked
    ), folded as (
      update redemption r set tallied = true from fresh
      where r.project_id = ${projectId} and r.redemption_id = fresh.redemption_id
      returning r.kind, r.amount_minor
    )
    insert into redemption_tally (project_id, redeemable_id, quantity, amount_minor)
    select ${projectId}, ${voucherId}, coalesce(sum(case kind when 'rollback' then -1 else 1 end), 0),
      coalesce(sum(amount_minor), 0)
    from folded
    on conflict (project_id, redeemable_id) do update
      set quantity = redemption_tally.quantity + excluded.quantity,
        amount_minor = redemption_tally.amount_minor + excluded.amount_minor
  `.execute(db);
}
