import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** Tiers that are used together, in the order given (semantics.md A.5). */
export const promotionStackSchema = z.object({
  kind: z.literal('promotion_stack'),
  id: idSchema('stack'),
  version: z.int().positive(),
  name: z.string(),
  campaignId: idSchema('camp'),
  tierIds: z.array(idSchema('promo')).min(1).max(30),
  categoryId: idSchema('cat').optional(),
});
export type PromotionStack = z.output<typeof promotionStackSchema>;
