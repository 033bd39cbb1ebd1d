/**
 * Validation rules on the wire (semantics.md D.1). The rule grammar itself is read by `rules/parse-rules`; here is
 * what surrounds it: a name, which products an item-level discount may touch, and the text shown on refusal.
 */
import {z} from 'zod';
import type {ProductSelector} from '../rules/validation-rule.ts';
import {refuseUnsupported} from './unsupported.ts';
import {longText, nonEmptyText, shortText} from './wire-values.ts';

const plain = 'name products with APPLY_TO_EVERY and no limits';

const applicableEntry = z
  .looseObject({
    object: z.literal('product'),
    id: shortText.nullish(),
    source_id: shortText.nullish(),
    effect: z.literal('APPLY_TO_EVERY').nullish(),
  })
  .check(context =>
    refuseUnsupported(context, {
      strict: plain,
      skip_initially: plain,
      repeat: plain,
      quantity_limit: plain,
      aggregated_quantity_limit: plain,
      amount_limit: plain,
      aggregated_amount_limit: plain,
      price: plain,
      price_formula: plain,
    }),
  )
  .refine(entry => entry.id || entry.source_id, {error: "should have required property 'id' or 'source_id'"});

const applicableToBody = z.looseObject({
  included: z.array(applicableEntry).max(1000).nullish(),
  excluded: z.array(applicableEntry).max(1000).nullish(),
  included_all: z.boolean().nullish(),
});

export const validationRuleBody = z
  .looseObject({
    name: nonEmptyText,
    type: z.enum(['expression', 'basic', 'advanced', 'complex']).nullish(),
    context_type: shortText.nullish(),
    rules: z.record(z.string(), z.unknown()).nullish(),
    applicable_to: applicableToBody.nullish(),
    error: z.looseObject({message: longText}).nullish(),
  })
  .check(context => refuseUnsupported(context, {bundle_rules: 'rules are conditions without bundles'}));
export type ValidationRuleBody = z.output<typeof validationRuleBody>;

const applicableEntryWire = z.object({
  object: z.literal('product'),
  id: z.string().nullable(),
  source_id: z.string().nullable(),
  effect: z.literal('APPLY_TO_EVERY'),
});
export const applicableToWire = z.object({
  included: z.array(applicableEntryWire),
  excluded: z.array(applicableEntryWire),
  included_all: z.boolean(),
});
export type ApplicableToWire = z.output<typeof applicableToWire>;

export function toApplicableToWire(body: ValidationRuleBody['applicable_to']): ApplicableToWire {
  return {
    included: (body?.included ?? []).map(toEntryWire),
    excluded: (body?.excluded ?? []).map(toEntryWire),
    included_all: body?.included_all ?? false,
  };
}

export function toSelectors(entries: ApplicableToWire['included']): ProductSelector[] {
  return entries.map(entry => ({object: 'product', id: entry.id, sourceId: entry.source_id}));
}

function toEntryWire(entry: z.output<typeof applicableEntry>): z.output<typeof applicableEntryWire> {
  return {
    object: 'product',
    id: entry.id ?? null,
    source_id: entry.source_id ?? null,
    effect: 'APPLY_TO_EVERY',
  };
}

/** `POST /v1/validation-rules/{id}/assignments`. */
export const ruleAssignmentBody = z.looseObject({
  related_object_type: z.enum(['campaign', 'voucher', 'promotion_tier']),
  related_object_id: nonEmptyText,
});
export type RuleAssignmentBody = z.output<typeof ruleAssignmentBody>;
