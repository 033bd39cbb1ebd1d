/**
 * Why a redeemable was not used. Data, not words: each screen and the REST presenter put it in their own.
 * Every refusal names the facts it rests on, and a failed check names what would mend it.
 */
import {z} from 'zod';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {minorSchema} from '../money/minor.ts';

/** What the cashier or customer could do so that the check passes. */
const remedySchema = z.discriminatedUnion('kind', [
  /** The least that has to be added; more, where earlier redeemables take a part of it off again. */
  z.object({kind: z.literal('add_amount'), missingMinor: minorSchema}),
  z.object({kind: z.literal('attach_customer')}),
  /** One of these, by our id or the shop's; an empty list means any product. */
  z.object({kind: z.literal('add_product'), productIds: z.array(z.string())}),
  /** So many units of these are missing for one more set. */
  z.object({
    kind: z.literal('complete_bundle'),
    missing: z.array(z.object({id: z.string(), quantity: z.int().positive()})),
  }),
  /** It will be valid from then on. */
  z.object({kind: z.literal('come_back'), atMs: epochMsSchema}),
  /** Leave out another redeemable that stands in its way. */
  z.object({kind: z.literal('swap'), foundId: z.string()}),
]);
export type Remedy = z.output<typeof remedySchema>;

/**
 * One condition of a validation rule, as it was evaluated. `key` is its path in the rule set: "1", "2.1".
 * `actual` is null where there was nothing to look at, and `{unknown}` where this version does not know the rule.
 */
export const checkSchema = z.object({
  key: z.string(),
  rule: z.string(),
  property: z.string().nullable(),
  operator: z.string(),
  needed: z.json(),
  actual: z.json(),
  passed: z.boolean(),
  remedy: remedySchema.nullable(),
});
export type Check = z.output<typeof checkSchema>;

export const refusalSchema = z.discriminatedUnion('code', [
  z.object({code: z.literal('code_unknown')}),
  z.object({code: z.literal('tier_unknown')}),
  z.object({code: z.literal('disabled')}),
  z.object({code: z.literal('campaign_disabled'), campaignId: idSchema('camp')}),
  z.object({code: z.literal('not_started'), startsAtMs: epochMsSchema}),
  z.object({code: z.literal('expired'), endedAtMs: epochMsSchema}),
  /** The server knows: all uses are gone. */
  z.object({code: z.literal('limit_reached'), limit: z.int()}),
  /** A till knows only its own lease: nothing left here; others may hold some. */
  z.object({code: z.literal('lease_empty')}),
  /** Without a lease and a connection it may be given away up to this amount, and would take off more. */
  z.object({code: z.literal('trust_exceeded'), boundMinor: minorSchema}),
  z.object({code: z.literal('card_empty')}),
  z.object({
    code: z.literal('gift_amount_exceeded'),
    requestedMinor: minorSchema,
    availableMinor: minorSchema,
  }),
  z.object({code: z.literal('customer_required'), ruleId: idSchema('val')}),
  /** A rule looks at the order, and the request has neither lines nor an amount. */
  z.object({code: z.literal('order_required'), ruleId: idSchema('val')}),
  z.object({
    code: z.literal('rules_not_met'),
    ruleId: idSchema('val'),
    /** Whom the first failed check is about; picks Voucherify's key `customer_rules_violated` and its like. */
    subject: z.enum(['customer', 'order', 'redemption']),
    /** The rule author's own text, where there is one. */
    message: z.string().nullable(),
    /** What would have to pass; where any of several would do, those that can be mended. */
    failed: z.array(checkSchema),
  }),
  /** Its days, hours or timeframe are not now; when they are next, where that is known. */
  z.object({code: z.literal('not_now'), opensAtMs: epochMsSchema.nullable()}),
  z.object({code: z.literal('currency_not_covered'), currency: z.string()}),
  /** The code belongs to another customer. */
  z.object({code: z.literal('assigned_to_other')}),
  z.object({code: z.literal('referrer_cannot_redeem')}),
  /** A counter of a rule is used up: of whom, of what, until when the period lasts. */
  z.object({
    code: z.literal('budget_reached'),
    account: z.string(),
    limit: z.int(),
    /** null where this till cannot know. */
    used: z.int().nullable(),
    /** The rule that sets the limit, with its author's own text; absent where the limit is no rule's. */
    ruleId: idSchema('val').optional(),
    message: z.string().nullable().optional(),
  }),
  /** A till holds no lease on the counter that a rule looks at, or the rule cannot be answered offline at all. */
  z.object({code: z.literal('counter_unknown'), account: z.string(), onlineOnly: z.boolean()}),
  z.object({code: z.literal('reward_missing')}),
  z.object({code: z.literal('reward_unknown')}),
  z.object({code: z.literal('points_exceeded'), requestedPoints: z.int(), availablePoints: z.int()}),
  z.object({
    code: z.literal('bundle_missing'),
    missing: z.array(z.object({id: z.string(), quantity: z.int().positive()})),
  }),
  /** The rule's products are not in the cart (convention `unmatchedProducts: refuse`). */
  z.object({code: z.literal('products_unmatched')}),
  /** Two-phase, first step: “Please add … to validate the voucher.” */
  z.object({
    code: z.literal('input_missing'),
    input: z.enum(['customer_id', 'product_information', 'amount', 'shipping_cost', 'metadata']),
  }),
  /** Something of this project cannot be worked out; which and why, for whoever looks after it. */
  z.object({code: z.literal('definition_broken'), where: z.string(), message: z.string()}),
  z.object({code: z.literal('excluded_by_exclusive'), byId: z.string().nullable()}),
  z.object({code: z.literal('exclusive_limit_reached'), limit: z.int()}),
  z.object({code: z.literal('exclusive_category_limit_reached'), categoryId: z.string(), limit: z.int()}),
  z.object({code: z.literal('category_limit_reached'), categoryId: z.string(), limit: z.int()}),
  z.object({code: z.literal('applicable_limit_reached'), limit: z.int()}),
  z.object({code: z.literal('stack_not_alone')}),
  z.object({code: z.literal('stack_unknown')}),
  z.object({code: z.literal('amount_missing')}),
  z.object({code: z.literal('items_missing')}),
  /** There are lines, and none that the benefit is for has an amount. */
  z.object({code: z.literal('items_amount_missing')}),
  z.object({code: z.literal('redeemables_limit_reached'), limit: z.int()}),
  /** It could be used and would take nothing off; it is left unused. */
  z.object({code: z.literal('no_effect')}),
  /** The same voucher or tier stands earlier in the request; it counts once. */
  z.object({code: z.literal('duplicate')}),
  /** ALL mode: an earlier redeemable was refused, so this one was not tried. */
  z.object({code: z.literal('preceding_refused')}),
]);
export type Refusal = z.output<typeof refusalSchema>;
export type RefusalCode = Refusal['code'];
