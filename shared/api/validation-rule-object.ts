import {z} from 'zod';
import {type ApplicableToWire, applicableToWire} from './validation-rule-body.ts';

export const validationRuleWire = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  context_type: z.string(),
  rules: z.record(z.string(), z.unknown()),
  bundle_rules: z.record(z.string(), z.unknown()).optional(),
  applicable_to: applicableToWire,
  error: z.object({message: z.string()}).optional(),
  assignments_count: z.int(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  object: z.literal('validation_rules'),
});
export type ValidationRuleWire = z.output<typeof validationRuleWire>;

export interface ValidationRuleView {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly contextType: string;
  /** As it was sent. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** As it was sent; null where none was. */
  readonly bundleRules: Readonly<Record<string, unknown>> | null;
  readonly applicableTo: ApplicableToWire | null;
  readonly error: {readonly message: string} | null;
  readonly assignmentsCount: number;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentValidationRule(rule: ValidationRuleView): ValidationRuleWire {
  return {
    id: rule.id,
    name: rule.name,
    type: rule.type,
    context_type: rule.contextType,
    rules: rule.rules,
    ...(rule.bundleRules === null ? {} : {bundle_rules: rule.bundleRules}),
    applicable_to: rule.applicableTo ?? {included: [], excluded: [], included_all: false},
    ...(rule.error === null ? {} : {error: rule.error}),
    assignments_count: rule.assignmentsCount,
    created_at: rule.createdAt,
    updated_at: rule.updatedAt,
    object: 'validation_rules',
  };
}
