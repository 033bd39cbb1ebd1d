import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';
import {type DiscountWire, discountWire} from './discount-body.ts';
import {
  presentRuleAssignments,
  type RuleAssignmentView,
  ruleAssignmentsWire,
} from './rule-assignment-object.ts';
import {type WindowsWire, windowsWire} from './windows-body.ts';

export const promotionTierWire = z.object({
  id: z.string(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  name: z.string(),
  banner: z.string().nullable(),
  action: z.object({discount: discountWire}),
  metadata: z.record(z.string(), z.unknown()),
  hierarchy: z.int(),
  promotion_id: z.string(),
  campaign: z.object({
    id: z.string(),
    start_date: z.string().nullable(),
    expiration_date: z.string().nullable(),
    active: z.boolean(),
    category_id: z.null(),
    object: z.literal('campaign'),
  }),
  campaign_id: z.string(),
  active: z.boolean(),
  start_date: z.string().optional(),
  expiration_date: z.string().optional(),
  ...windowsWire.shape,
  summary: z.object({
    redemptions: z.object({total_redeemed: z.int()}),
    orders: z.object({total_amount: z.int(), total_discount_amount: z.int()}),
  }),
  object: z.literal('promotion_tier'),
  validation_rule_assignments: ruleAssignmentsWire,
  category_id: z.null(),
  categories: z.array(z.unknown()),
});
export type PromotionTierWire = z.output<typeof promotionTierWire>;

export interface PromotionTierView {
  readonly id: string;
  readonly name: string;
  readonly banner: string | null;
  readonly discount: DiscountWire;
  readonly hierarchy: number;
  readonly active: boolean;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly windows: WindowsWire | null;
  readonly metadata: Metadata;
  readonly campaign: {
    readonly id: string;
    readonly startsAt: string | null;
    readonly endsAt: string | null;
    readonly active: boolean;
  };
  /** Redemptions that stand, and what they did, in minor units. */
  readonly summary: {readonly redeemed: number; readonly amountMinor: number; readonly discountMinor: number};
  readonly assignments: readonly RuleAssignmentView[];
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentPromotionTier(tier: PromotionTierView): PromotionTierWire {
  const {campaign, summary} = tier;
  return {
    id: tier.id,
    created_at: tier.createdAt,
    updated_at: tier.updatedAt,
    name: tier.name,
    banner: tier.banner,
    action: {discount: tier.discount},
    metadata: tier.metadata,
    hierarchy: tier.hierarchy,
    promotion_id: campaign.id,
    campaign: {
      id: campaign.id,
      start_date: campaign.startsAt,
      expiration_date: campaign.endsAt,
      active: campaign.active,
      category_id: null,
      object: 'campaign',
    },
    campaign_id: campaign.id,
    active: tier.active,
    ...(tier.startsAt === null ? {} : {start_date: tier.startsAt}),
    ...(tier.endsAt === null ? {} : {expiration_date: tier.endsAt}),
    ...tier.windows,
    summary: {
      redemptions: {total_redeemed: summary.redeemed},
      orders: {total_amount: summary.amountMinor, total_discount_amount: summary.discountMinor},
    },
    object: 'promotion_tier',
    validation_rule_assignments: presentRuleAssignments(tier.assignments),
    category_id: null,
    categories: [],
  };
}
