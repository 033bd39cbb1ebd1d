import {z} from 'zod';
import {categoryTagSchema} from '../catalog/product.ts';
import {idSchema} from '../kernel/id.ts';
import {amountSchema} from '../money/minor.ts';

/**
 * A validation rule set as stored, in Voucherify's own grammar (semantics.md D.1): numbered rules, each with
 * conditions and nested rules, joined by a logic expression such as `1 and (2 or 3)`.
 */
export interface RuleNode {
  readonly name: string;
  readonly property?: string | null | undefined;
  readonly conditions: Readonly<Record<string, readonly RuleOperand[]>>;
  readonly rules: RuleSet;
  readonly error?: {readonly message: string} | null | undefined;
}
/** Rules by key ("1", "2", …) and the expression over those keys; an empty expression is always true. */
export interface RuleSet {
  readonly logic: string;
  readonly byKey: Readonly<Record<string, RuleNode>>;
}
type RuleOperand = z.output<typeof ruleOperandSchema>;

const ruleOperandSchema = z.json();

const ruleNodeSchema: z.ZodType<RuleNode> = z.object({
  name: z.string().min(1),
  property: z.string().nullable().optional(),
  conditions: z.record(z.string(), z.array(ruleOperandSchema)),
  get rules() {
    return ruleSetSchema;
  },
  error: z.object({message: z.string()}).nullable().optional(),
});
export const ruleSetSchema: z.ZodType<RuleSet> = z.object({
  logic: z.string(),
  get byKey() {
    return z.record(z.string(), ruleNodeSchema);
  },
});

/** A product, SKU or collection, by our id or by the shop's own. */
const productSelectorSchema = z.object({
  object: z.enum(['product', 'sku', 'products_collection']),
  id: z.string().nullable(),
  sourceId: z.string().nullable(),
});
export type ProductSelector = z.output<typeof productSelectorSchema>;

export const applicableEffects = [
  'APPLY_TO_EVERY',
  'APPLY_TO_CHEAPEST',
  'APPLY_TO_MOST_EXPENSIVE',
  'APPLY_FROM_CHEAPEST',
  'APPLY_FROM_MOST_EXPENSIVE',
] as const;

const quantityLimit = z.int().nonnegative();

/** What an entry of `applicable_to` selects and how far (semantics.md B.7). Absent: no limit, every unit, every line. */
export const applicableEntrySchema = productSelectorSchema.extend({
  /** Products of this category key and value instead of a named product (Vouchery); `id` and `sourceId` are null then. */
  category: categoryTagSchema.optional(),
  /** A product entry that does not match the product's SKUs. */
  strict: z.boolean().optional(),
  effect: z.enum(applicableEffects).optional(),
  target: z.enum(['ITEM', 'UNIT']).optional(),
  /** Positions passed over first, then every `repeat`-th is taken. */
  skipInitially: z.int().nonnegative().optional(),
  repeat: z.int().positive().optional(),
  /** Units per line; units over all matched lines; money per line; money over all matched lines. */
  quantityLimit: quantityLimit.optional(),
  aggregatedQuantityLimit: quantityLimit.optional(),
  amountLimitMinor: amountSchema.optional(),
  aggregatedAmountLimitMinor: amountSchema.optional(),
  /** FIXED discounts: the new unit price, and its formula with `priceMinor` as fallback. */
  priceMinor: amountSchema.optional(),
  priceFormula: z.string().max(5000).optional(),
  /** Discounted units over time, by campaign, customer in campaign, or tier: counted in the ledger. */
  unitLimits: z
    .array(
      z.object({
        scope: z.enum(['campaign', 'customer_campaign', 'promotion_tier', 'customer_promotion_tier']),
        limit: quantityLimit,
        limitFormula: z.string().max(5000).optional(),
        /** Each product that the entry matches has the limit for itself (`product_in_collection_…`). */
        perProduct: z.boolean().optional(),
      }),
    )
    .max(8)
    .optional(),
});
export type ApplicableEntry = z.output<typeof applicableEntrySchema>;

/** Which lines an item-level discount may touch; excluded beats included (semantics.md B.7). */
export const applicableToSchema = z.object({
  includedAll: z.boolean(),
  included: z.array(applicableEntrySchema),
  excluded: z.array(applicableEntrySchema),
});
export type ApplicableTo = z.output<typeof applicableToSchema>;

/** A set of products that must be in the cart together, counted as often as it fits (semantics.md B.10). */
export const bundleSchema = z.object({
  /** At most so many sets count; null: 1 (Voucherify's default). */
  limit: z.int().min(1).max(100).nullable(),
  parts: z
    .array(z.object({products: z.array(productSelectorSchema).min(1), quantity: z.int().positive()}))
    .min(1)
    .max(100),
  /** “Don't multiply”: the benefit counts once however many sets there are. */
  multiply: z.boolean().optional(),
});
export type Bundle = z.output<typeof bundleSchema>;

export const validationRuleSchema = z.object({
  kind: z.literal('validation_rule'),
  id: idSchema('val'),
  version: z.int().positive(),
  name: z.string(),
  rules: ruleSetSchema,
  applicableTo: applicableToSchema,
  bundle: bundleSchema.optional(),
  error: z.object({message: z.string()}).nullable(),
});
export type ValidationRule = z.output<typeof validationRuleSchema>;
