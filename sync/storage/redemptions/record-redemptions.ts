/**
 * The one writer of what was redeemed, for REST and for tills: the order as it was decided and paid, and a row per
 * applied redeemable. One redeemable is a single redemption; two or more are children of a parent that carries the
 * whole order (semantics.md C.5). What was drawn is written by `commitDraws` or, for tills, from their leases.
 */
import {sql} from 'kysely';
import type {AppliedVerdict, Decision} from '../../../shared/decision/decision.ts';
import {assert} from '../../../shared/kernel/assert.ts';
import type {EpochMs} from '../../../shared/kernel/epoch.ts';
import type {CustomerId, OrderId, ProjectId, RedemptionId} from '../../../shared/kernel/id.ts';
import type {Metadata} from '../../../shared/kernel/metadata.ts';
import type {Cart} from '../../../shared/order/cart.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import {toOrderRecord} from '../orders/order-record.ts';
import type {OrderRedemptions, RedemptionChannel, TillBlock} from '../tables.ts';
import {toRedemptionRecord} from './redemption-record.ts';

export interface RedemptionRecord {
  readonly order: {
    readonly id: OrderId;
    readonly sourceId: string | null;
    /** As it was asked for. */
    readonly cart: Cart;
    readonly metadata: Metadata;
  };
  readonly decision: Decision;
  /** One id per applied verdict in order, and a parent when there are two or more (redemption/plan-redemption.ts). */
  readonly plan: {
    readonly redemptions: readonly {readonly id: RedemptionId; readonly verdict: number}[];
    readonly parentRedemptionId: RedemptionId | null;
  };
  readonly customerId: CustomerId | null;
  readonly trackingId: string | null;
  readonly channel: RedemptionChannel;
  /** Of the redemptions. */
  readonly metadata: Metadata;
  readonly redeemedAtMs: EpochMs;
  /** How it was sold at a till; null for REST. */
  readonly till: TillBlock | null;
}

/** Writes order and redemptions. A till's order is new; an order of REST may be there, and is then paid by this. */
export async function recordRedemptions(
  tx: Tx,
  projectId: ProjectId,
  record: RedemptionRecord,
): Promise<void> {
  await writeOrder(tx, projectId, record);
  const rows = redemptionRows(projectId, record);
  if (rows.length > 0) await tx.insertInto('redemption').values(rows).execute();
}

/** Rows of a new order and its redemptions as plain JSON values, for a statement that takes many of them as one. */
export function plainRows(projectId: ProjectId, record: RedemptionRecord) {
  const order = {
    order_id: record.order.id,
    ...orderContent(record),
    created_at: new Date(record.redeemedAtMs),
  };
  return {order, redemptions: redemptionsOf(projectId, record)};
}

/** A row per applied redeemable, and one of their parent where there are two or more. */
function redemptionRows(projectId: ProjectId, record: RedemptionRecord) {
  return redemptionsOf(projectId, record).map(content => ({
    ...content,
    order_snapshot: jsonb(content.order_snapshot),
    metadata: jsonb(content.metadata),
    channel: jsonb(content.channel),
  }));
}

/** The order as a new row. */
function orderRow(projectId: ProjectId, record: RedemptionRecord) {
  return {
    project_id: projectId,
    order_id: record.order.id,
    ...orderColumns(record),
    till: record.till === null ? null : jsonb(record.till),
    created_at: new Date(record.redeemedAtMs),
  };
}

/** What a reader of these rows finds: the redemptions in the order of the plan and then their parent, and the order. */
export function asStored(projectId: ProjectId, record: RedemptionRecord) {
  const never = {rolls_back: null, rolled_back_by: null, failure: null, reason: null, tallied: false};
  const recordedAt = new Date(record.redeemedAtMs);
  return {
    redemptions: redemptionsOf(projectId, record).map(content =>
      toRedemptionRecord({...content, ...never, recorded_at: recordedAt}),
    ),
    order: toOrderRecord({
      project_id: projectId,
      order_id: record.order.id,
      ...orderContent(record),
      till: record.till,
      created_at: recordedAt,
      updated_at: null,
    }),
  };
}

function redemptionsOf(projectId: ProjectId, record: RedemptionRecord) {
  const applied = appliedOf(record);
  return [
    ...applied.map(one => redeemableContent(projectId, record, one)),
    ...parentContent(projectId, record, applied),
  ];
}

function orderColumns(record: RedemptionRecord) {
  const content = orderContent(record);
  return {
    ...content,
    cart: jsonb(content.cart),
    lines: jsonb(content.lines),
    totals: jsonb(content.totals),
    redemptions: jsonb(content.redemptions),
    metadata: jsonb(content.metadata),
  };
}

function orderContent(record: RedemptionRecord) {
  const {lines, ...totals} = record.decision.order;
  return {
    source_id: record.order.sourceId,
    status: 'PAID' as const,
    customer_id: record.customerId,
    cart: record.order.cart,
    lines,
    totals,
    redemptions: orderRedemptions(record, appliedOf(record)),
    metadata: record.order.metadata,
  };
}

function appliedOf({plan, decision}: RedemptionRecord): Applied[] {
  return plan.redemptions.map(({id, verdict}) => ({id, verdict: appliedVerdict(decision, verdict)}));
}

interface Applied {
  readonly id: RedemptionId;
  readonly verdict: AppliedVerdict;
}

function appliedVerdict(decision: Decision, index: number): AppliedVerdict {
  const verdict = decision.verdicts[index];
  assert(verdict?.status === 'applied', `verdict ${index} was not applied`);
  return verdict;
}

async function writeOrder(tx: Tx, projectId: ProjectId, record: RedemptionRecord): Promise<void> {
  const content = orderColumns(record);
  const row = orderRow(projectId, record);
  const insert = tx.insertInto('sales_order').values(row);
  if (record.till !== null) {
    await insert.execute();
    return;
  }
  const written = await insert
    .onConflict(conflict =>
      conflict
        .columns(['project_id', 'order_id'])
        .doUpdateSet({
          ...content,
          // Earlier redemptions of the order stay on it.
          redemptions: sql`sales_order.redemptions || excluded.redemptions`,
          updated_at: row.created_at,
        })
        .where('sales_order.till', 'is', null),
    )
    .returning('order_id')
    .executeTakeFirst();
  assert(written !== undefined, `order ${record.order.id} was sold at a till`);
}

function orderRedemptions(record: RedemptionRecord, applied: readonly Applied[]): OrderRedemptions {
  const date = new Date(record.redeemedAtMs).toISOString();
  const {parentRedemptionId} = record.plan;
  if (parentRedemptionId !== null) {
    return {
      [parentRedemptionId]: {
        date,
        related_object_type: 'redemption',
        related_object_id: parentRedemptionId,
        stacked: applied.map(one => one.id),
      },
    };
  }
  return Object.fromEntries(
    applied.map(({id, verdict}) => [
      id,
      {
        date,
        related_object_type: objectOf(verdict),
        related_object_id: verdict.foundId,
        related_object_parent_id: verdict.campaignId,
      },
    ]),
  );
}

function redeemableContent(projectId: ProjectId, record: RedemptionRecord, {id, verdict}: Applied) {
  const {parentRedemptionId} = record.plan;
  return {
    ...commonColumns(projectId, record),
    redemption_id: id,
    parent_id: parentRedemptionId,
    kind: parentRedemptionId === null ? ('single' as const) : ('child' as const),
    object: objectOf(verdict),
    redeemable_id: verdict.foundId,
    campaign_id: verdict.campaignId,
    amount_minor: verdict.gift?.creditsMinor ?? null,
    discount_minor: verdict.discountMinor,
    order_snapshot: verdict.order,
  };
}

function parentContent(projectId: ProjectId, record: RedemptionRecord, applied: readonly Applied[]) {
  const {parentRedemptionId} = record.plan;
  if (parentRedemptionId === null) return [];
  return [
    {
      ...commonColumns(projectId, record),
      redemption_id: parentRedemptionId,
      parent_id: null,
      kind: 'parent' as const,
      object: 'redemption' as const,
      redeemable_id: null,
      campaign_id: null,
      amount_minor: null,
      discount_minor: applied.reduce((sum, {verdict}) => sum + verdict.discountMinor, 0),
      order_snapshot: record.decision.order,
    },
  ];
}

function commonColumns(projectId: ProjectId, record: RedemptionRecord) {
  return {
    project_id: projectId,
    customer_id: record.customerId,
    order_id: record.order.id,
    tracking_id: record.trackingId,
    metadata: record.metadata,
    channel: record.channel,
    redeemed_at: new Date(record.redeemedAtMs),
  };
}

/** Tiers of a stack are redeemed as tiers. */
function objectOf({requested}: AppliedVerdict): 'voucher' | 'promotion_tier' {
  return requested.object === 'voucher' ? 'voucher' : 'promotion_tier';
}
