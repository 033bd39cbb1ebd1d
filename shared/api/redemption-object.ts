/**
 * Redemptions, failed attempts and rollbacks as the REST API answers them (semantics.md A.9). A failed one has
 * result FAILURE with its key and message; a rollback is an object of its own with negative amounts.
 */
import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';
import {type SimpleCustomerWire, simpleCustomerWire} from './customer-object.ts';
import {type OrderWire, orderWire} from './order-object.ts';
import {type PromotionTierWire, promotionTierWire} from './promotion-tier-object.ts';
import {type VoucherWire, voucherWire} from './voucher-object.ts';

const channelWire = z.object({channel_id: z.string(), channel_type: z.enum(['USER', 'API'])});

const common = {
  id: z.string(),
  date: z.string(),
  customer_id: z.string().nullable(),
  tracking_id: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  amount: z.int().optional(),
  order: orderWire.nullable(),
  channel: channelWire,
  customer: simpleCustomerWire.nullable(),
  related_object_type: z.enum(['voucher', 'promotion_tier', 'redemption']),
  related_object_id: z.string().nullable(),
  voucher: voucherWire.nullable().optional(),
  promotion_tier: promotionTierWire.optional(),
  gift: z.object({amount: z.int()}).optional(),
};

export const redemptionWire = z.object({
  ...common,
  object: z.literal('redemption'),
  /** The parent of a stacked redemption. */
  redemption: z.string().nullable(),
  result: z.enum(['SUCCESS', 'FAILURE']),
  status: z.enum(['SUCCEEDED', 'FAILED', 'ROLLED_BACK']),
  failure_code: z.string().optional(),
  failure_message: z.string().optional(),
  related_redemptions: z
    .object({
      rollbacks: z
        .array(z.object({id: z.string(), date: z.string(), rollback_order_mode: z.string()}))
        .optional(),
      redemptions: z.array(z.object({id: z.string(), date: z.string()})).optional(),
    })
    .optional(),
});
export type RedemptionWire = z.output<typeof redemptionWire>;

export const rollbackWire = z.object({
  ...common,
  object: z.literal('redemption_rollback'),
  /** The redemption that was rolled back. */
  redemption: z.string(),
  result: z.literal('SUCCESS'),
  status: z.literal('SUCCEEDED'),
  reason: z.string().optional(),
});
export type RollbackWire = z.output<typeof rollbackWire>;

/** A stored redemption of any kind, with what it refers to already in wire shape. */
export interface RedemptionView {
  readonly id: string;
  readonly parentId: string | null;
  readonly rollsBack: string | null;
  readonly rolledBack: {readonly id: string; readonly date: string} | null;
  readonly children: readonly {readonly id: string; readonly date: string}[];
  readonly object: 'voucher' | 'promotion_tier' | 'redemption';
  readonly redeemableId: string | null;
  readonly trackingId: string | null;
  /** Gift credits used; negative in a rollback; null where none were. */
  readonly amountMinor: number | null;
  readonly metadata: Metadata;
  readonly failure: {readonly key: string; readonly message: string} | null;
  readonly reason: string | null;
  readonly channel: {readonly channel_id: string; readonly channel_type: 'API' | 'USER'};
  readonly date: string;
  readonly customer: SimpleCustomerWire | null;
  readonly order: OrderWire | null;
  readonly voucher: VoucherWire | null;
  readonly promotionTier: PromotionTierWire | null;
}

export function presentRedemption(redemption: RedemptionView): RedemptionWire {
  const {failure, rolledBack, children} = redemption;
  const related = {
    ...(rolledBack === null ? {} : {rollbacks: [{...rolledBack, rollback_order_mode: 'WITH_ORDER'}]}),
    ...(children.length === 0 ? {} : {redemptions: [...children]}),
  };
  return {
    ...presentCommon(redemption),
    object: 'redemption',
    redemption: redemption.parentId,
    result: failure === null ? 'SUCCESS' : 'FAILURE',
    status: failure !== null ? 'FAILED' : rolledBack === null ? 'SUCCEEDED' : 'ROLLED_BACK',
    ...(failure === null ? {} : {failure_code: failure.key, failure_message: failure.message}),
    ...(Object.keys(related).length === 0 ? {} : {related_redemptions: related}),
  };
}

export function presentRollback(rollback: RedemptionView): RollbackWire {
  return {
    ...presentCommon(rollback),
    object: 'redemption_rollback',
    redemption: rollback.rollsBack ?? '',
    result: 'SUCCESS',
    status: 'SUCCEEDED',
    ...(rollback.reason === null ? {} : {reason: rollback.reason}),
  };
}

/** A list holds both. */
export function presentRedemptionOrRollback(redemption: RedemptionView): RedemptionWire | RollbackWire {
  return redemption.rollsBack === null ? presentRedemption(redemption) : presentRollback(redemption);
}

function presentCommon(redemption: RedemptionView) {
  const {amountMinor, customer, object, promotionTier, voucher} = redemption;
  return {
    id: redemption.id,
    date: redemption.date,
    customer_id: customer?.id ?? null,
    tracking_id: redemption.trackingId,
    metadata: redemption.metadata,
    ...(amountMinor === null ? {} : {amount: amountMinor, gift: {amount: amountMinor}}),
    order: redemption.order,
    channel: {...redemption.channel},
    customer,
    related_object_type: object,
    related_object_id: object === 'redemption' ? redemption.id : redemption.redeemableId,
    ...(object === 'voucher' ? {voucher} : {}),
    ...(promotionTier === null ? {} : {promotion_tier: promotionTier}),
  };
}
