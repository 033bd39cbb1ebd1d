import {present} from '../../shared/kernel/assert.ts';
import {parseDefinition} from '../../shared/rules/parse-definition.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import type {RuleRecord} from '../storage/rules/rule-record.ts';

/** A rule as decisions and tills see it. What it means was parsed before it was stored. */
export function ruleDocument(rule: RuleRecord): ValidationRule {
  const parsed = parseDefinition({
    rules: rule.rules,
    bundle_rules: rule.bundleRules,
    applicable_to: rule.applicableTo,
  });
  return {
    kind: 'validation_rule',
    id: rule.id,
    version: rule.version,
    name: rule.name,
    ...present(parsed.ok ? parsed.definition : null, `definition of ${rule.id}`),
    error: rule.error,
  };
}
