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
}

export async function countUses(
  db: Db,
  projectId: ProjectId,
  voucherIds: readonly VoucherId[],
): Promise<ReadonlyMap<VoucherId, VoucherUses>> {
  if (voucherIds.length === 0) return new Map();
  const {rows} = await sql<Row>`
    select redeemable_id as voucher_id, count(*) as quantity,
      coalesce(sum(amount_minor), 0)::bigint as amount_minor
    from redemption
    where project_id = ${projectId} and redeemable_id = any(${[...voucherIds]}::text[])
      and kind in ('single', 'child') and rolled_back_by is null
    group by redeemable_id
  `.execute(db);
  return new Map(rows.map(row => [row.voucher_id, {quantity: row.quantity, amountMinor: row.amount_minor}]));
}
