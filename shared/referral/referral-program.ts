import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

/** What a customer gets in another campaign: points on its card, credits on its gift card, or one of its codes. */
const referralRewardSchema = z.discriminatedUnion('type', [
  z.object({type: z.literal('LOYALTY_CARD'), campaignId: idSchema('camp'), points: z.int().positive()}),
  z.object({type: z.literal('GIFT_VOUCHER'), campaignId: idSchema('camp'), creditsMinor: z.int().positive()}),
  z.object({type: z.literal('DISCOUNT_VOUCHER'), campaignId: idSchema('camp')}),
]);
export type ReferralReward = z.output<typeof referralRewardSchema>;

/** When a referrer is rewarded: for each customer referred, or once when so many have been. */
const referralTierSchema = z.object({
  id: z.string().min(1).max(120),
  banner: z.string().max(200).optional(),
  condition: z.discriminatedUnion('type', [
    z.object({type: z.literal('EACH')}),
    z.object({type: z.literal('MINIMUM'), referrals: z.int().positive()}),
  ]),
  reward: referralRewardSchema,
});
export type ReferralTier = z.output<typeof referralTierSchema>;

/** What a referral campaign says besides the discount of its codes. `id` is the campaign's. */
const referralProgramSchema = z.object({
  kind: z.literal('referral_program'),
  id: idSchema('camp'),
  version: z.int().positive(),
  /** What makes a customer a referred one. */
  conversion: z.discriminatedUnion('type', [
    z.object({type: z.literal('redemption')}),
    z.object({type: z.literal('custom_event'), name: z.string().min(1).max(200)}),
  ]),
  /** For the customer who was referred; points or credits. */
  refereeReward: referralRewardSchema.optional(),
  tiers: z.array(referralTierSchema).max(100),
});
export type ReferralProgram = z.output<typeof referralProgramSchema>;
