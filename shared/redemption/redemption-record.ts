/**
 * What is kept of a redemption, a refused attempt and a rollback (semantics.md A.9): data of the domain; presenters put
 * it in Voucherify's words. One redeemable makes a single redemption; two or more make children of a parent.
 */
import {z} from 'zod';
import {grantSchema} from '../decision/decision.ts';
import {requestedRedeemableSchema} from '../decision/request.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {minorSchema} from '../money/minor.ts';
import {pricedOrderSchema} from '../order/priced-order.ts';
import {refusalSchema} from '../reasons/refusal.ts';

const rollbackOrderModes = ['WITH_ORDER', 'WITHOUT_ORDER'] as const;
export type RollbackOrderMode = (typeof rollbackOrderModes)[number];

/** Whose redemption it is and in what order: the same for all redemptions of one request. */
export const occasionSchema = z.object({
  orderId: idSchema('ord'),
  customerId: idSchema('cust').nullable(),
  atMs: epochMsSchema,
  metadata: metadataSchema,
  trackingId: z.string().optional(),
  /** The validation session it was redeemed under. */
  sessionKey: z.string().optional(),
  /** The shop's own name of the transaction (Vouchery). */
  transactionId: z.string().optional(),
});
export type Occasion = z.output<typeof occasionSchema>;

const redeemableSchema = z.object({
  object: z.enum(['voucher', 'promotion_tier']),
  id: z.union([idSchema('v'), idSchema('promo')]),
  campaignId: idSchema('camp').nullable(),
});

export const redemptionSchema = occasionSchema.extend({
  id: idSchema('r'),
  kind: z.enum(['single', 'child', 'parent']),
  /** A child's parent. */
  parentId: idSchema('r').optional(),
  /** A parent's children, in the order in which they applied. */
  childIds: z.array(idSchema('r')).optional(),
  /** What was redeemed; a parent stands for its children. */
  redeemable: redeemableSchema.optional(),
  discountMinor: minorSchema,
  /** Gift credits or points that were used. */
  creditsMinor: minorSchema.optional(),
  points: z.int().optional(),
  /** What the points were spent on. */
  rewardId: idSchema('rew').optional(),
  /** The order after this redeemable; of a parent after all, its `applied…` fields their sum. */
  order: pricedOrderSchema,
  grants: z.array(grantSchema).optional(),
  /** How it was taken back; absent as long as it stands. */
  rollback: z
    .object({id: idSchema('rr'), atMs: epochMsSchema, orderMode: z.enum(rollbackOrderModes)})
    .optional(),
});
export type Redemption = z.output<typeof redemptionSchema>;

const failedRedemptionSchema = occasionSchema.omit({orderId: true}).extend({
  id: idSchema('rf'),
  kind: z.enum(['single', 'child', 'parent']),
  parentId: idSchema('rf').optional(),
  /** The stored order it was tried on; null where there was none. */
  orderId: idSchema('ord').nullable(),
  /** As asked for, and what that was found to be; a parent has neither. */
  requested: requestedRedeemableSchema.optional(),
  foundId: z.union([idSchema('v'), idSchema('promo')]).nullable(),
  campaignId: idSchema('camp').nullable(),
  /** Why not; `code` picks the key and the message in each language. A parent has its first child's. */
  refusal: refusalSchema,
});
export type FailedRedemption = z.output<typeof failedRedemptionSchema>;

const rollbackSchema = z.object({
  id: idSchema('rr'),
  kind: z.enum(['single', 'child', 'parent']),
  parentId: idSchema('rr').optional(),
  redemptionId: idSchema('r'),
  orderId: idSchema('ord'),
  customerId: idSchema('cust').nullable(),
  atMs: epochMsSchema,
  reason: z.string().optional(),
  metadata: metadataSchema,
  redeemable: redeemableSchema.optional(),
  orderMode: z.enum(rollbackOrderModes),
  /** Below zero, as what was taken goes back. */
  discountMinor: minorSchema,
  creditsMinor: minorSchema.optional(),
  points: z.int().optional(),
  /** The order after the rollback. */
  order: pricedOrderSchema.optional(),
});
export type Rollback = z.output<typeof rollbackSchema>;
