import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

export const campaignTypes = ['DISCOUNT_COUPONS', 'GIFT_VOUCHERS', 'PROMOTION'] as const;
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
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type Campaign = z.output<typeof campaignSchema>;
