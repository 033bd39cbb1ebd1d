import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {pointsMappingSchema} from './points-mapping.ts';

/** A level of a loyalty program: the points it takes, both bounds inside, and what it makes of rules and rewards. */
export const loyaltyTierSchema = z.object({
  id: idSchema('ltr'),
  name: z.string().min(1).max(200),
  fromPoints: z.int().nonnegative(),
  /** null: open upwards. The highest tier is open upwards in any case. */
  toPoints: z.int().nonnegative().nullable(),
  /** By earning rule, by reward. */
  earningRules: z.record(z.string(), pointsMappingSchema).optional(),
  rewards: z.record(z.string(), pointsMappingSchema).optional(),
  metadata: metadataSchema.optional(),
});
export type LoyaltyTier = z.output<typeof loyaltyTierSchema>;

/** The tier whose range holds `points`; null in a gap or below the lowest. */
export function tierFor(tiers: readonly LoyaltyTier[], points: number): LoyaltyTier | null {
  const reached = highest(tiers.filter(tier => tier.fromPoints <= points));
  if (reached === null || reached === highest(tiers)) return reached;
  return reached.toPoints === null || points <= reached.toPoints ? reached : null;
}

/** The tier that takes the most points; of equals the first. */
export function highest(tiers: readonly LoyaltyTier[]): LoyaltyTier | null {
  return tiers.reduce<LoyaltyTier | null>(
    (best, tier) => (best === null || tier.fromPoints > best.fromPoints ? tier : best),
    null,
  );
}
