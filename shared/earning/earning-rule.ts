import {z} from 'zod';
import {validityWindowsSchema} from '../calendar/validity-windows.ts';
import {epochMsSchema} from '../kernel/epoch.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {expirationRuleSchema} from '../loyalty/expiration-rule.ts';
import {applicableEntrySchema} from '../rules/validation-rule.ts';

const tierEventTypes = ['joined', 'left', 'upgraded', 'downgraded', 'prolonged'] as const;

/** What a rule waits for. A tier of null is any tier of the program. */
const earningTriggerSchema = z.discriminatedUnion('event', [
  z.object({event: z.literal('order_paid')}),
  z.object({event: z.literal('custom_event'), name: z.string().min(1).max(200)}),
  z.object({event: z.literal('segment_entered'), segmentId: idSchema('seg')}),
  z.object({
    event: z.literal('tier_changed'),
    change: z.enum(tierEventTypes),
    tierId: idSchema('ltr').nullable(),
  }),
]);
export type EarningTrigger = z.output<typeof earningTriggerSchema>;

const selectorSchema = applicableEntrySchema.pick({object: true, id: true, sourceId: true, strict: true});
const ofItems = {
  /** Only these products, SKUs and collections; empty: every line. */
  applicableTo: z.array(selectorSchema).max(100),
};
const ofAttribute = {property: z.string().min(1).max(200)};

/** What a proportional rule counts (semantics.md A.12). Money is in minor units. */
const earningBaseSchema = z.discriminatedUnion('type', [
  z.object({type: z.literal('ORDER_AMOUNT')}),
  z.object({type: z.literal('ORDER_TOTAL_AMOUNT')}),
  z.object({type: z.literal('ORDER_METADATA'), ...ofAttribute}),
  z.object({type: z.literal('ORDER_ITEMS_QUANTITY'), ...ofItems}),
  z.object({type: z.literal('ORDER_ITEMS_AMOUNT'), ...ofItems}),
  z.object({type: z.literal('ORDER_ITEMS_SUBTOTAL_AMOUNT'), ...ofItems}),
  z.object({type: z.literal('CUSTOMER_METADATA'), ...ofAttribute}),
  z.object({type: z.literal('CUSTOM_EVENT_METADATA'), ...ofAttribute}),
]);
export type EarningBase = z.output<typeof earningBaseSchema>;

const amountOfPoints = {
  points: z.int().nonnegative().max(1_000_000_000),
  /** Works the points out; `points` is the fallback. */
  formula: z.string().max(5000).optional(),
};

/** A rule by which customers earn points on their card of a loyalty campaign. */
export const earningRuleSchema = z.object({
  kind: z.literal('earning_rule'),
  id: idSchema('ern'),
  version: z.int().positive(),
  campaignId: idSchema('camp'),
  active: z.boolean(),
  /** What the customer is told it is for. */
  banner: z.string().max(500).nullable(),
  trigger: earningTriggerSchema,
  points: z.discriminatedUnion('type', [
    z.object({type: z.literal('FIXED'), ...amountOfPoints}),
    /** `points` for every full `every` of the base. */
    z.object({
      type: z.literal('PROPORTIONAL'),
      base: earningBaseSchema,
      every: z.int().positive(),
      ...amountOfPoints,
    }),
  ]),
  startsAtMs: epochMsSchema.nullable(),
  endsAtMs: epochMsSchema.nullable(),
  validity: validityWindowsSchema.optional(),
  ruleId: idSchema('val').optional(),
  /** The points wait so many days; only for paid orders. */
  pendingDays: z.int().min(1).max(90).optional(),
  /** Beats the program's. */
  expiration: expirationRuleSchema.optional(),
  metadata: metadataSchema,
});
export type EarningRule = z.output<typeof earningRuleSchema>;
