import type {Selectable} from 'kysely';
import type {CampaignId, CustomerId, OrderId} from '../../../shared/kernel/id.ts';
import type {Metadata} from '../../../shared/kernel/metadata.ts';
import type {PricedOrder} from '../../../shared/order/priced-order.ts';
import {isoTime} from '../iso-time.ts';
import type {Database, RedemptionChannel} from '../tables.ts';

type RedemptionKind = 'single' | 'parent' | 'child' | 'failed' | 'rollback';

/** A redemption, failed attempt or rollback as kept. */
export interface RedemptionRecord {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: RedemptionKind;
  /** The redemption that this rollback takes back. */
  readonly rollsBack: string | null;
  readonly rolledBackBy: string | null;
  readonly object: 'voucher' | 'promotion_tier' | 'redemption';
  readonly redeemableId: string | null;
  readonly campaignId: CampaignId | null;
  readonly customerId: CustomerId | null;
  readonly orderId: OrderId | null;
  readonly trackingId: string | null;
  readonly amountMinor: number | null;
  readonly discountMinor: number;
  readonly order: PricedOrder | null;
  readonly metadata: Metadata;
  readonly failure: {readonly key: string; readonly message: string; readonly details: string | null} | null;
  readonly reason: string | null;
  readonly channel: RedemptionChannel;
  readonly date: string;
}

export function toRedemptionRecord(row: Selectable<Database['redemption']>): RedemptionRecord {
  return {
    id: row.redemption_id,
    parentId: row.parent_id,
    kind: row.kind,
    rollsBack: row.rolls_back,
    rolledBackBy: row.rolled_back_by,
    object: row.object,
    redeemableId: row.redeemable_id,
    campaignId: row.campaign_id,
    customerId: row.customer_id,
    orderId: row.order_id,
    trackingId: row.tracking_id,
    amountMinor: row.amount_minor,
    discountMinor: row.discount_minor,
    order: row.order_snapshot,
    metadata: row.metadata,
    failure: row.failure,
    reason: row.reason,
    channel: row.channel,
    date: isoTime(row.redeemed_at),
  };
}
