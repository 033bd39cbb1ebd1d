import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';

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

/** One product, by our id or by the shop's own. */
const productSelectorSchema = z.object({
  object: z.literal('product'),
  id: z.string().nullable(),
  sourceId: z.string().nullable(),
});
export type ProductSelector = z.output<typeof productSelectorSchema>;

export const validationRuleSchema = z.object({
  kind: z.literal('validation_rule'),
  id: idSchema('val'),
  version: z.int().positive(),
  name: z.string(),
  rules: ruleSetSchema,
  /** Which lines an item-level discount may touch; excluded beats included (semantics.md B.7). */
  applicableTo: z.object({
    includedAll: z.boolean(),
    included: z.array(productSelectorSchema),
    excluded: z.array(productSelectorSchema),
  }),
  error: z.object({message: z.string()}).nullable(),
});
export type ValidationRule = z.output<typeof validationRuleSchema>;
