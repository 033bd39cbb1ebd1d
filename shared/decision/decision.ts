/**
 * A Decision: every redeemable's verdict in the order of evaluation, the order after each, the checks behind it,
 * and the draws it needs from the ledger. Committing means all draws succeed, or nothing happens.
 */
import {z} from 'zod';
import {applicationSchema, bundleResultSchema} from '../applicability/application.ts';
import {idSchema} from '../kernel/id.ts';
import {drawSchema} from '../ledger/draw.ts';
import {minorSchema} from '../money/minor.ts';
import {pricedOrderSchema} from '../order/priced-order.ts';
import {checkSchema, refusalSchema} from '../reasons/refusal.ts';
import {requestedRedeemableSchema} from './request.ts';

const triedSchema = z.object({
  requested: requestedRedeemableSchema,
  /** The voucher or tier found, null for an unknown code. Tiers of a stack have a verdict each. */
  foundId: z.union([idSchema('v'), idSchema('promo')]).nullable(),
  campaignId: idSchema('camp').nullable(),
  /** Every rule condition that was evaluated, passed or not. Empty where the trace is off. */
  checks: z.array(checkSchema),
});

/** What a redemption gives besides money off; the edge carries it out when the decision is committed. */
export const grantSchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('segment'), segmentId: idSchema('seg')}),
  z.object({kind: z.literal('points'), campaignId: idSchema('camp'), points: z.int().positive()}),
  z.object({kind: z.literal('draw_entry'), campaignId: idSchema('camp'), entries: z.int().positive()}),
  /** A reward bought with points: a code or balance of another campaign, or a product from stock. */
  z.object({kind: z.literal('reward'), rewardId: idSchema('rew')}),
]);
export type Grant = z.output<typeof grantSchema>;

/** A formula that could not be worked out, and why: the static value beside it counted. */
const fallbackSchema = z.object({formula: z.string(), reason: z.string()});
export type Fallback = z.output<typeof fallbackSchema>;

const appliedSchema = triedSchema.extend({
  status: z.literal('applied'),
  /** The order after this redeemable; `applied…` fields are what it did. */
  order: pricedOrderSchema,
  discountMinor: minorSchema,
  /** Gift cards: credits used and what remains of what was available here. */
  gift: z.object({creditsMinor: minorSchema, availableMinor: minorSchema}).nullable(),
  /** Loyalty cards: points spent and what remains of what was available here. */
  points: z.object({spent: z.int(), available: z.int()}).optional(),
  /** Which lines and units it touched and which it may not (semantics.md B.7); absent for order-level effects. */
  application: applicationSchema.optional(),
  /** How often the rule's bundle is in the cart. */
  bundle: bundleResultSchema.optional(),
  /** A formula worked the value out. */
  isDynamic: z.boolean().optional(),
  fallbacks: z.array(fallbackSchema).optional(),
  /** What it gives besides money off. */
  grants: z.array(grantSchema).optional(),
  draws: z.array(drawSchema),
});
const inapplicableSchema = triedSchema.extend({status: z.literal('inapplicable'), refusal: refusalSchema});
const skippedSchema = triedSchema.extend({status: z.literal('skipped'), refusal: refusalSchema});

export const verdictSchema = z.discriminatedUnion('status', [
  appliedSchema,
  inapplicableSchema,
  skippedSchema,
]);
export type Verdict = z.output<typeof verdictSchema>;
export type AppliedVerdict = z.output<typeof appliedSchema>;

export const decisionSchema = z.object({
  /** ALL: nothing was refused. PARTIAL: at least one applied, or none was asked for. */
  valid: z.boolean(),
  verdicts: z.array(verdictSchema),
  /** The order before any redeemable and after the last. In a failed ALL decision both are equal. */
  initialOrder: pricedOrderSchema,
  order: pricedOrderSchema,
  draws: z.array(drawSchema),
});
export type Decision = z.output<typeof decisionSchema>;
