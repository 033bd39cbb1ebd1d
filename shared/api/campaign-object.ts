import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';
import {type CampaignType, campaignTypes, type OfflineTerms} from '../redeemables/campaign.ts';
import {type CodeConfigWire, codeConfigWire} from './code-config.ts';
import {type DiscountWire, discountWire} from './discount-body.ts';
import {offlineTermsWire, presentOfflineTerms} from './offline-terms.ts';
import {type PromotionTierView, presentPromotionTier, promotionTierWire} from './promotion-tier-object.ts';
import {
  presentRuleAssignments,
  type RuleAssignmentView,
  ruleAssignmentsWire,
} from './rule-assignment-object.ts';
import {giftEffects} from './voucher-body.ts';
import {type WindowsWire, windowsWire} from './windows-body.ts';

/** What every new code of a campaign gets; stored in this shape. */
export const voucherTemplateWire = z.object({
  type: z.enum(['DISCOUNT_VOUCHER', 'GIFT_VOUCHER']),
  discount: discountWire.optional(),
  gift: z.object({amount: z.int(), effect: z.enum(giftEffects)}).optional(),
  redemption: z.object({quantity: z.int().nullable()}),
  code_config: codeConfigWire,
  is_referral_code: z.literal(false),
});
export type VoucherTemplate = {
  readonly type: 'DISCOUNT_VOUCHER' | 'GIFT_VOUCHER';
  readonly discount?: DiscountWire | undefined;
  readonly gift?: {readonly amount: number; readonly effect: (typeof giftEffects)[number]} | undefined;
  readonly redemption: {readonly quantity: number | null};
  readonly code_config: CodeConfigWire;
  readonly is_referral_code: false;
};

export const campaignWire = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  campaign_type: z.enum(campaignTypes),
  type: z.enum(['AUTO_UPDATE', 'STATIC', 'STANDALONE']),
  voucher: voucherTemplateWire.optional(),
  promotion: z
    .object({
      object: z.literal('list'),
      data_ref: z.literal('tiers'),
      tiers: z.array(promotionTierWire),
      total: z.int(),
      has_more: z.literal(false),
    })
    .optional(),
  auto_join: z.literal(false),
  join_once: z.literal(false),
  use_voucher_metadata_schema: z.literal(false),
  start_date: z.string().optional(),
  expiration_date: z.string().optional(),
  ...windowsWire.shape,
  vouchers_count: z.int().optional(),
  active: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  category: z.string().nullable(),
  creation_status: z.literal('DONE'),
  vouchers_generation_status: z.literal('DONE'),
  protected: z.literal(false),
  readonly: z.literal(false),
  validation_rules_assignments: ruleAssignmentsWire,
  ...offlineTermsWire.shape,
  category_id: z.null(),
  categories: z.array(z.unknown()),
  object: z.literal('campaign'),
});
export type CampaignWire = z.output<typeof campaignWire>;

export interface CampaignView {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly campaignType: CampaignType;
  readonly type: 'AUTO_UPDATE' | 'STATIC' | 'STANDALONE';
  readonly template: VoucherTemplate | null;
  readonly tiers: readonly PromotionTierView[];
  readonly vouchersCount: number;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly windows: WindowsWire | null;
  readonly active: boolean;
  readonly category: string | null;
  readonly metadata: Metadata;
  readonly offline: OfflineTerms;
  readonly assignments: readonly RuleAssignmentView[];
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentCampaign(campaign: CampaignView): CampaignWire {
  return {
    id: campaign.id,
    name: campaign.name,
    ...(campaign.description === null ? {} : {description: campaign.description}),
    campaign_type: campaign.campaignType,
    type: campaign.type,
    ...presentContents(campaign),
    auto_join: false,
    join_once: false,
    use_voucher_metadata_schema: false,
    ...(campaign.startsAt === null ? {} : {start_date: campaign.startsAt}),
    ...(campaign.endsAt === null ? {} : {expiration_date: campaign.endsAt}),
    ...campaign.windows,
    ...presentOfflineTerms(campaign.offline),
    active: campaign.active,
    metadata: campaign.metadata,
    created_at: campaign.createdAt,
    updated_at: campaign.updatedAt,
    category: campaign.category,
    creation_status: 'DONE',
    vouchers_generation_status: 'DONE',
    protected: false,
    readonly: false,
    validation_rules_assignments: presentRuleAssignments(campaign.assignments),
    category_id: null,
    categories: [],
    object: 'campaign',
  };
}

/** A promotion has tiers, every other campaign codes. */
function presentContents(campaign: CampaignView) {
  if (campaign.campaignType !== 'PROMOTION') {
    return {
      ...(campaign.template === null ? {} : {voucher: campaign.template}),
      vouchers_count: campaign.vouchersCount,
    };
  }
  return {
    promotion: {
      object: 'list' as const,
      data_ref: 'tiers' as const,
      tiers: campaign.tiers.map(presentPromotionTier),
      total: campaign.tiers.length,
      has_more: false as const,
    },
  };
}
