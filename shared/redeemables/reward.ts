import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {amountSchema} from '../money/minor.ts';

/**
 * What points of a loyalty card can be spent on (semantics.md A.12). COIN: money off, `coinValueMinor` for every
 * `coinPoints` points. CAMPAIGN and MATERIAL cost the points of their assignment to the card's program.
 */
export const rewardSchema = z.object({
  kind: z.literal('reward'),
  id: idSchema('rew'),
  version: z.int().positive(),
  name: z.string(),
  reward: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('COIN'),
      coinValueMinor: amountSchema,
      coinPoints: z.int().positive(),
    }),
    /** A code of another campaign, gift credits or points on its card. */
    z.object({
      type: z.literal('CAMPAIGN'),
      campaignId: idSchema('camp'),
      balance: z.int().positive().nullable(),
    }),
    z.object({
      type: z.literal('MATERIAL'),
      productId: idSchema('prod'),
      skuId: idSchema('sku').nullable(),
      /** Pieces to give away in all, counted in the account `q:<reward>:stock`; absent: no limit. */
      stockLimit: z.int().nonnegative().optional(),
    }),
  ]),
  /** By loyalty campaign: what it costs there; COIN rewards cost what is used. */
  assignments: z
    .array(
      z.object({
        campaignId: idSchema('camp'),
        points: z.int().positive().nullable(),
        /** Bought by itself as soon as there are points enough; one reward per program (loyalty/SPEC.md LY61). */
        autoRedeem: z.boolean().optional(),
        ruleIds: z.array(idSchema('val')).max(1),
      }),
    )
    .max(100),
});
export type Reward = z.output<typeof rewardSchema>;
