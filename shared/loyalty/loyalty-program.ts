import {z} from 'zod';
import {idSchema, type RewardId} from '../kernel/id.ts';
import {expirationRuleSchema} from './expiration-rule.ts';
import {type LoyaltyTier, loyaltyTierSchema} from './loyalty-tier.ts';
import {mappedPoints} from './points-mapping.ts';
import {tierRulesSchema} from './tier-rules.ts';

/** What a loyalty campaign says about its cards. `id` is the campaign's. */
export const loyaltyProgramSchema = z.object({
  kind: z.literal('loyalty_program'),
  id: idSchema('camp'),
  version: z.int().positive(),
  /** On every new card. */
  initialPoints: z.int().nonnegative().optional(),
  /** Absent: points never expire. */
  expiration: expirationRuleSchema.optional(),
  tierRules: tierRulesSchema.optional(),
  tiers: z.array(loyaltyTierSchema).max(100),
  /** The one reward that is bought as soon as there are enough points for it. */
  autoRedeem: z.object({rewardId: idSchema('rew'), points: z.int().positive()}).optional(),
});
export type LoyaltyProgram = z.output<typeof loyaltyProgramSchema>;

/** What a reward costs a customer in that tier; never less than nothing. */
export function rewardCost(tier: LoyaltyTier | null, rewardId: RewardId, points: number): number {
  return mappedPoints(tier?.rewards?.[rewardId], points);
}

export function findTier(program: LoyaltyProgram, tierId: string | null | undefined): LoyaltyTier | null {
  return program.tiers.find(tier => tier.id === tierId) ?? null;
}
