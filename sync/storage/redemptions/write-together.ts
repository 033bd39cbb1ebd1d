/**
 * Redemptions of new orders in one statement: what they draw, their entries, their orders, their rows; one of them or
 * many. By itself it is a transaction (read committed): the account's rows are locked in one order, each is moved by
 * what is drawn in all, and its check `committed - over_units <= limit_units` (L1) undoes everything where that is too
 * much. Who shares an account with somebody else's transaction waits at its row and then sees what that committed.
 */
import {sql} from 'kysely';
import {assert} from '../../../shared/kernel/assert.ts';
import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {RedemptionDraw} from '../commit-draws.ts';
import type {Db} from '../database.ts';
import {prepared} from '../prepared-pool.ts';
import {plainRows, type RedemptionRecord} from './record-redemptions.ts';

/** A new order of REST with its redemptions and all they draw. */
export interface NewRedemption {
  readonly draws: readonly RedemptionDraw[];
  readonly record: RedemptionRecord;
}

/**
 * Writes them all or nothing.
 * @throws the database's error: 23514 where an account would be short, 23505 where a source id is taken.
 */
export async function writeTogether(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly NewRedemption[],
): Promise<void> {
  const draws = redemptions.flatMap(one => one.draws);
  const sums = new Map<string, number>();
  for (const {account, amount} of draws) sums.set(account, (sums.get(account) ?? 0) + amount);
  const drawn = [...sums].map(([account, amount]) => ({account, amount}));
  const entries = draws.map(({account, amount, redemptionId}) => ({
    account,
    amount,
    redemption_id: redemptionId,
  }));
  const all = redemptions.map(({record}) => plainRows(projectId, record));
  const orders = all.map(({order}) => order);
  const rows = all.flatMap(one => one.redemptions);
  const {rows: counted} = await sql<{moved: number}>`${prepared('write-together')}
    with given as (
      select account, amount from jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb) as g(account text, amount bigint)
    ), locked as (
      select account from account
      where project_id = ${projectId} and account in (select account from given)
      order by account for no key update
    ), moved as (
      update account a set committed = a.committed + given.amount
      from locked join given using (account)
      where a.project_id = ${projectId} and a.account = locked.account
      returning 1
    ), booked as (
      insert into entry (project_id, account, amount, redemption_id)
      select ${projectId}, account, amount, redemption_id
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as e(account text, amount bigint, redemption_id text)
    ), ordered as (
      insert into sales_order (project_id, order_id, source_id, status, customer_id, cart, lines, totals,
        redemptions, metadata, created_at)
      select ${projectId}, order_id, source_id, status, customer_id, cart, lines, totals, redemptions, metadata, created_at
      from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb)
        as o(order_id text, source_id text, status text, customer_id text, cart jsonb, lines jsonb, totals jsonb,
          redemptions jsonb, metadata jsonb, created_at timestamptz)
    ), redeemed as (
      insert into redemption (project_id, redemption_id, parent_id, kind, object, redeemable_id, campaign_id,
        customer_id, order_id, tracking_id, amount_minor, discount_minor, order_snapshot, metadata, channel, redeemed_at)
      select ${projectId}, redemption_id, parent_id, kind, object, redeemable_id, campaign_id,
        customer_id, order_id, tracking_id, amount_minor, discount_minor, order_snapshot, metadata, channel, redeemed_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(redemption_id text, parent_id text, kind text, object text, redeemable_id text, campaign_id text,
          customer_id text, order_id text, tracking_id text, amount_minor bigint, discount_minor bigint,
          order_snapshot jsonb, metadata jsonb, channel jsonb, redeemed_at timestamptz)
    )
    select count(*)::integer as moved from moved
  `.execute(db);
  assert(counted[0]?.moved === sums.size, 'an account that was drawn on is not there');
}
