import {z} from 'zod';
import {validityWindowsSchema} from '../calendar/validity-windows.ts';
import {giveawaySettingsSchema} from '../giveaway/giveaway-settings.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

export const campaignTypes = [
  'DISCOUNT_COUPONS',
  'GIFT_VOUCHERS',
  'PROMOTION',
  'LOYALTY_PROGRAM',
  'REFERRAL_PROGRAM',
  'GIVEAWAY',
] as const;
export type CampaignType = (typeof campaignTypes)[number];

/** A campaign as a decision sees it: whether its vouchers and tiers may be redeemed at all. */
export const campaignSchema = z.object({
  kind: z.literal('campaign'),
  id: idSchema('camp'),
  version: z.int().positive(),
  name: z.string(),
  campaignType: z.enum(campaignTypes),
  active: z.boolean(),
  startsAtMs: epochMsSchema.nullable(),
  endsAtMs: epochMsSchema.nullable(),
  validity: validityWindowsSchema.optional(),
  /** ISO 8601 duration a code is good for after its publication; it beats the campaign's end for that code. */
  activeAfterPublishingIso: z.string().max(40).optional(),
  categoryId: idSchema('cat').optional(),
  /** Only in this currency (Vouchery); absent: the project's. */
  currency: z.string().length(3).optional(),
  /** The main campaign this one belongs to (Vouchery): that one's switch, dates and limits count too. */
  parentId: idSchema('camp').optional(),
  /** Of a GIVEAWAY campaign: entry limits, cut-off and draw (giveaway/SPEC.md). */
  giveaway: giveawaySettingsSchema.optional(),
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type Campaign = z.output<typeof campaignSchema>;
