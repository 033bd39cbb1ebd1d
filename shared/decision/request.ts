import {z} from 'zod';
import {timeZoneSchema} from '../calendar/time-zone.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {currencySchema} from '../money/currency.ts';
import {amountSchema} from '../money/minor.ts';
import {cartSchema} from '../order/cart.ts';

/**
 * A redeemable as asked for: a voucher by code or `v_` id (gift cards with the credits wanted, null for as many as
 * fit; loyalty cards with the reward and the points to spend), a tier, or a stack of tiers.
 */
export const requestedRedeemableSchema = z.discriminatedUnion('object', [
  z.object({
    object: z.literal('voucher'),
    code: z.string(),
    creditsMinor: amountSchema.nullable(),
    /** Loyalty cards: what the points are spent on; `points` null for as many as are needed. */
    reward: z.object({id: idSchema('rew'), points: z.int().nonnegative().nullable()}).optional(),
  }),
  z.object({object: z.literal('promotion_tier'), id: idSchema('promo')}),
  z.object({object: z.literal('promotion_stack'), id: idSchema('stack')}),
]);
export type RequestedRedeemable = z.output<typeof requestedRedeemableSchema>;

/** What is asked of one decision, in the order in which it should apply. */
export const decisionRequestSchema = z.object({
  cart: cartSchema,
  customerId: idSchema('cust').nullable(),
  /** Attributes of the customer given with the request; they win over stored ones (semantics.md A.6). */
  customerMetadata: metadataSchema,
  redeemables: z.array(requestedRedeemableSchema).max(100),
  /** null: the project's setting. A till prices with PARTIAL, so that one bad code never blocks a sale. */
  applicationMode: z.enum(['ALL', 'PARTIAL']).nullable(),
  /** Absent: the project's setting. A till prices with SKIP, so that no code is used up for nothing. */
  noEffectRule: z.enum(['REDEEM_ANYWAY', 'SKIP']).optional(),
  /** What `redemption.metadata` rules look at. */
  metadata: metadataSchema.optional(),
  /** Who redeems: what `redemption.api_key` and `redemption.user.login` rules and counters look at. */
  actor: z
    .object({apiKeyId: z.string().max(200).optional(), userLogin: z.string().max(200).optional()})
    .optional(),
  /** IANA zone of the store that sells, for windows, dates and days; absent: the project's. */
  timeZone: timeZoneSchema.optional(),
  /** The sale's currency; absent: the project's. */
  currency: currencySchema.optional(),
  /** A validation session whose own holds count as available to this request. */
  sessionKey: z.string().max(200).optional(),
  /**
   * First step of a two-phase redemption (Vouchery): only limits that are set and facts that were sent are checked;
   * what a rule needs and the request lacks is told as `input_missing`.
   */
  confirmed: z.boolean().optional(),
});
export type DecisionRequest = z.output<typeof decisionRequestSchema>;
