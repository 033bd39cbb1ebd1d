/**
 * Validation rules on the wire (semantics.md D.1). What they mean (`rules`, `bundle_rules`, `applicable_to`) is read
 * by `rules/parse-definition.ts` and kept as it was sent; here is what surrounds it.
 */
import {z} from 'zod';
import {
  type ApplicableEntryWire,
  applicableEntryWire,
  toApplicableEntryWire,
} from './applicable-entry-object.ts';
import {longText, nonEmptyText, shortText} from './wire-values.ts';

export const validationRuleBody = z.looseObject({
  name: nonEmptyText,
  type: z.enum(['expression', 'basic', 'advanced', 'complex']).nullish(),
  context_type: shortText.nullish(),
  rules: z.record(z.string(), z.unknown()).nullish(),
  bundle_rules: z.record(z.string(), z.unknown()).nullish(),
  applicable_to: z.record(z.string(), z.unknown()).nullish(),
  error: z.looseObject({message: longText}).nullish(),
});
export type ValidationRuleBody = z.output<typeof validationRuleBody>;

/** As kept and answered. */
export const applicableToWire = z.object({
  included: z.array(applicableEntryWire),
  excluded: z.array(applicableEntryWire),
  included_all: z.boolean(),
});
export type ApplicableToWire = z.output<typeof applicableToWire>;

/** null where none was sent. For what `parseApplicableTo` accepted. */
export function toApplicableToWire(sent: ValidationRuleBody['applicable_to']): ApplicableToWire | null {
  if (sent === null || sent === undefined) return null;
  return {
    included: toEntries(sent['included']),
    excluded: toEntries(sent['excluded']),
    included_all: sent['included_all'] === true,
  };
}

function toEntries(sent: unknown): ApplicableEntryWire[] {
  return Array.isArray(sent) ? sent.map(toApplicableEntryWire) : [];
}

/** `POST /v1/validation-rules/{id}/assignments`. */
export const ruleAssignmentBody = z.looseObject({
  related_object_type: z.enum(['campaign', 'voucher', 'promotion_tier']),
  related_object_id: nonEmptyText,
});
export type RuleAssignmentBody = z.output<typeof ruleAssignmentBody>;
