import {sql} from 'kysely';
import type {PromotionTierView} from '../../../shared/api/promotion-tier-object.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';

interface Row {
  readonly tier_id: string;
  readonly redeemed: number;
  readonly amount_minor: number;
  readonly discount_minor: number;
}

/** What each tier did, in redemptions that stand: how many, on orders worth what, and how much it took off. */
export async function summariseTiers(
  db: Db,
  projectId: ProjectId,
  tierIds: readonly string[],
): Promise<ReadonlyMap<string, PromotionTierView['summary']>> {
  if (tierIds.length === 0) return new Map();
  const {rows} = await sql<Row>`
    select redeemable_id as tier_id, count(*) as redeemed,
      coalesce(sum((order_snapshot->>'amountMinor')::bigint), 0)::bigint as amount_minor,
      coalesce(sum(discount_minor), 0)::bigint as discount_minor
    from redemption
    where project_id = ${projectId} and redeemable_id = any(${[...tierIds]}::text[])
      and kind in ('single', 'child') and rolled_back_by is null
    group by redeemable_id
  `.execute(db);
  return new Map(
    rows.map(row => [
      row.tier_id,
      {redeemed: row.redeemed, amountMinor: row.amount_minor, discountMinor: row.discount_minor},
    ]),
  );
}
