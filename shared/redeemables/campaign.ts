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

/**
 * What a till may do for a code of the campaign when it holds no lease and has no connection. `lease_only` refuses;
 * `trust_up_to` hands out within money bounds, each amount in minor units: per redemption, per till until it is heard
 * again, and `budgetMinor` for all tills together; `online_only` never leases ahead. Absent: `lease_only`.
 */
export const offlinePolicySchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('lease_only')}),
  z.object({
    kind: z.literal('trust_up_to'),
    perRedemptionMinor: z.int().positive(),
    perTillMinor: z.int().positive(),
    budgetMinor: z.int().positive(),
  }),
  z.object({kind: z.literal('online_only')}),
]);
export type OfflinePolicy = z.output<typeof offlinePolicySchema>;

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
  offlinePolicy: offlinePolicySchema.optional(),
  /** Leases of it may be spent after their end: staleness is then the only thing the end warned of. Absent: no. */
  spendPastExpiry: z.boolean().optional(),
  /** Units of each of its accounts that are never leased ahead, so that REST calls find some. Absent: half of what is free. */
  serverReserve: z.int().nonnegative().optional(),
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type Campaign = z.output<typeof campaignSchema>;

/** What a campaign says about tills without a connection. */
export type OfflineTerms = Pick<Campaign, 'offlinePolicy' | 'spendPastExpiry' | 'serverReserve'>;
