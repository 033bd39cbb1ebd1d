import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';
import {cartSchema} from '../order/cart.ts';

/** A redeemable as asked for: a voucher by code or `v_` id (gift cards with the credits wanted, null for as many as fit), or a tier. */
export const requestedRedeemableSchema = z.discriminatedUnion('object', [
  z.object({object: z.literal('voucher'), code: z.string(), creditsMinor: amountSchema.nullable()}),
  z.object({object: z.literal('promotion_tier'), id: idSchema('promo')}),
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
});
export type DecisionRequest = z.output<typeof decisionRequestSchema>;
