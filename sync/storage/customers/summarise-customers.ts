import {sql} from 'kysely';
import {type CustomerSummary, nothingDone} from '../../../shared/api/customer-object.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {isoTime} from '../iso-time.ts';

interface RedemptionCounts {
  readonly customer_id: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly rolled_back: number;
  readonly gift_minor: number;
}
interface OrderCounts {
  readonly customer_id: string;
  readonly orders: number;
  readonly total_minor: number;
  readonly last_at: Date;
  readonly last_minor: number;
}

/** What each customer redeemed and bought. Canceled orders do not count; a stacked redemption counts once. */
export async function summariseCustomers(
  db: Db,
  projectId: ProjectId,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerSummary>> {
  if (customerIds.length === 0) return new Map();
  const redemptions = await countRedemptions(db, projectId, customerIds);
  const orders = await countOrders(db, projectId, customerIds);
  const summaries = new Map(customerIds.map(id => [id, nothingDone]));
  for (const row of redemptions) {
    summaries.set(row.customer_id, {
      ...nothingDone,
      succeeded: row.succeeded,
      failed: row.failed,
      rolledBack: row.rolled_back,
      giftRedeemedMinor: row.gift_minor,
    });
  }
  for (const row of orders) {
    summaries.set(row.customer_id, {
      ...(summaries.get(row.customer_id) ?? nothingDone),
      orders: row.orders,
      ordersTotalMinor: row.total_minor,
      lastOrder: {totalMinor: row.last_minor, at: isoTime(row.last_at)},
    });
  }
  return summaries;
}

async function countRedemptions(db: Db, projectId: ProjectId, customerIds: readonly string[]) {
  const {rows} = await sql<RedemptionCounts>`
    select customer_id,
      count(*) filter (where kind in ('single', 'parent')) as succeeded,
      count(*) filter (where kind = 'failed') as failed,
      count(*) filter (where kind in ('single', 'parent') and rolled_back_by is not null) as rolled_back,
      coalesce(sum(amount_minor) filter (where kind in ('single', 'child') and rolled_back_by is null), 0)::bigint
        as gift_minor
    from redemption
    where project_id = ${projectId} and customer_id = any(${[...customerIds]}::text[])
    group by customer_id
  `.execute(db);
  return rows;
}

async function countOrders(db: Db, projectId: ProjectId, customerIds: readonly string[]) {
  const {rows} = await sql<OrderCounts>`
    select customer_id, count(*) as orders,
      coalesce(sum((totals->>'totalMinor')::bigint), 0)::bigint as total_minor,
      max(created_at) as last_at,
      coalesce((array_agg((totals->>'totalMinor')::bigint order by created_at desc))[1], 0) as last_minor
    from sales_order
    where project_id = ${projectId} and customer_id = any(${[...customerIds]}::text[]) and status <> 'CANCELED'
    group by customer_id
  `.execute(db);
  return rows;
}
