import type {
  CampaignId,
  CustomerId,
  OrderId,
  ProjectId,
  PromotionTierId,
  VoucherId,
} from '../../../shared/kernel/id.ts';
import type {Db} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import type {RedemptionRecord} from './redemption-record.ts';

/** Writes failed attempts and rollbacks; successful redemptions go through `recordRedemptions`. */
export async function insertRedemptions(
  db: Db,
  projectId: ProjectId,
  redemptions: readonly RedemptionRecord[],
): Promise<void> {
  if (redemptions.length === 0) return;
  await db
    .insertInto('redemption')
    .values(redemptions.map(redemption => toRow(projectId, redemption)))
    .execute();
}

function toRow(projectId: ProjectId, redemption: RedemptionRecord) {
  return {
    project_id: projectId,
    redemption_id: redemption.id,
    parent_id: redemption.parentId,
    kind: redemption.kind,
    rolls_back: redemption.rollsBack,
    object: redemption.object,
    redeemable_id: redemption.redeemableId as VoucherId | PromotionTierId | null,
    campaign_id: redemption.campaignId as CampaignId | null,
    customer_id: redemption.customerId as CustomerId | null,
    order_id: redemption.orderId as OrderId | null,
    tracking_id: redemption.trackingId,
    amount_minor: redemption.amountMinor,
    discount_minor: redemption.discountMinor,
    order_snapshot: redemption.order === null ? null : jsonb(redemption.order),
    metadata: jsonb(redemption.metadata),
    failure: redemption.failure === null ? null : jsonb(redemption.failure),
    reason: redemption.reason,
    channel: jsonb(redemption.channel),
    redeemed_at: new Date(redemption.date),
  };
}
