import {z} from 'zod';
import {discountSchema, extraRewardSchema} from '../benefits/discount.ts';
import {validityWindowsSchema} from '../calendar/validity-windows.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';

/** A cart promotion: applies without a code, in order of `hierarchy` (lower first). `banner` is its public text. */
export const promotionTierSchema = z.object({
  kind: z.literal('promotion_tier'),
  id: idSchema('promo'),
  version: z.int().positive(),
  name: z.string(),
  banner: z.string().nullable(),
  campaignId: idSchema('camp'),
  discount: discountSchema,
  extras: z.array(extraRewardSchema).max(20).optional(),
  hierarchy: z.int(),
  active: z.boolean(),
  startsAtMs: epochMsSchema.nullable(),
  endsAtMs: epochMsSchema.nullable(),
  validity: validityWindowsSchema.optional(),
  categoryId: idSchema('cat').optional(),
  ruleIds: z.array(idSchema('val')),
  metadata: metadataSchema,
});
export type PromotionTier = z.output<typeof promotionTierSchema>;
