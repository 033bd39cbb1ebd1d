/**
 * A voucher as the REST API answers one (semantics.md A.3). What is left of it is derived from the ledger: uses and
 * credits redeemed, on tills as well; units that tills merely hold never count as redeemed.
 */
import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';
import {type DiscountWire, discountWire} from './discount-body.ts';
import {
  presentRuleAssignments,
  type RuleAssignmentView,
  ruleAssignmentsWire,
} from './rule-assignment-object.ts';
import {type GiftEffect, giftEffects} from './voucher-body.ts';
import {type WindowsWire, windowsWire} from './windows-body.ts';

const date = z.string().nullable();

const giftWire = z.object({
  amount: z.int(),
  subtracted_amount: z.int(),
  balance: z.int(),
  effect: z.enum(giftEffects),
});

export const voucherWire = z.object({
  id: z.string(),
  code: z.string(),
  campaign: z.string().nullable(),
  campaign_id: z.string().nullable(),
  category: z.string().nullable(),
  category_id: z.null(),
  categories: z.array(z.unknown()),
  type: z.enum(['DISCOUNT_VOUCHER', 'GIFT_VOUCHER']),
  discount: discountWire.nullable(),
  gift: giftWire.nullable(),
  loyalty_card: z.null(),
  start_date: date,
  expiration_date: date,
  validity_timeframe: windowsWire.shape.validity_timeframe.unwrap().nullable(),
  validity_day_of_week: windowsWire.shape.validity_day_of_week.unwrap().nullable(),
  validity_hours: windowsWire.shape.validity_hours.unwrap().nullable(),
  active: z.boolean(),
  additional_info: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  assets: z.object({qr: z.object({}), barcode: z.object({})}),
  is_referral_code: z.literal(false),
  holder_id: z.null(),
  referrer_id: z.null(),
  created_at: z.string(),
  updated_at: date,
  validation_rules_assignments: ruleAssignmentsWire,
  redemption: z.object({
    quantity: z.int().nullable(),
    redeemed_quantity: z.int(),
    redeemed_amount: z.int().optional(),
    object: z.literal('list'),
    url: z.string(),
  }),
  publish: z.object({object: z.literal('list'), count: z.int(), url: z.string()}),
  object: z.literal('voucher'),
});
export type VoucherWire = z.output<typeof voucherWire>;

export interface VoucherView {
  readonly id: string;
  readonly code: string;
  readonly campaign: {
    readonly id: string;
    readonly name: string;
    readonly startsAt: string | null;
    readonly endsAt: string | null;
  } | null;
  readonly category: string | null;
  readonly discount: DiscountWire | null;
  /** Credits loaded in all; null for coupons. */
  readonly giftAmountMinor: number | null;
  readonly giftEffect: GiftEffect;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly additionalInfo: string | null;
  readonly metadata: Metadata;
  readonly usesLimit: number | null;
  readonly redeemedQuantity: number;
  readonly redeemedMinor: number;
  readonly assignments: readonly RuleAssignmentView[];
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentVoucher(voucher: VoucherView): VoucherWire {
  const path = `/v1/vouchers/${encodeURIComponent(voucher.code)}`;
  return {
    ...identity(voucher),
    ...benefit(voucher),
    start_date: voucher.startsAt ?? voucher.campaign?.startsAt ?? null,
    expiration_date: voucher.endsAt ?? voucher.campaign?.endsAt ?? null,
    validity_timeframe: voucher.windows?.validity_timeframe ?? null,
    validity_day_of_week: voucher.windows?.validity_day_of_week ?? null,
    validity_hours: voucher.windows?.validity_hours ?? null,
    active: voucher.active,
    additional_info: voucher.additionalInfo,
    metadata: voucher.metadata,
    assets: {qr: {}, barcode: {}},
    is_referral_code: false,
    holder_id: null,
    referrer_id: null,
    created_at: voucher.createdAt,
    updated_at: voucher.updatedAt,
    validation_rules_assignments: presentRuleAssignments(voucher.assignments),
    redemption: {
      quantity: voucher.usesLimit,
      redeemed_quantity: voucher.redeemedQuantity,
      ...(voucher.giftAmountMinor === null ? {} : {redeemed_amount: voucher.redeemedMinor}),
      object: 'list',
      url: `${path}/redemptions?page=1&limit=10`,
    },
    publish: {object: 'list', count: 0, url: `${path}/publications?page=1&limit=10`},
    object: 'voucher',
  };
}

function identity(voucher: VoucherView) {
  return {
    id: voucher.id,
    code: voucher.code,
    campaign: voucher.campaign?.name ?? null,
    campaign_id: voucher.campaign?.id ?? null,
    category: voucher.category,
    category_id: null,
    categories: [],
  };
}

function benefit({discount, giftAmountMinor, giftEffect, redeemedMinor}: VoucherView) {
  const gift =
    giftAmountMinor === null
      ? null
      : {
          amount: giftAmountMinor,
          subtracted_amount: 0,
          balance: giftAmountMinor - redeemedMinor,
          effect: giftEffect,
        };
  const type = gift === null ? ('DISCOUNT_VOUCHER' as const) : ('GIFT_VOUCHER' as const);
  return {type, discount, gift, loyalty_card: null};
}
