import {toSelectors} from '../../shared/api/validation-rule-body.ts';
import {present} from '../../shared/kernel/assert.ts';
import {parseRules} from '../../shared/rules/parse-rules.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import type {RuleRecord} from '../storage/rules/rule-record.ts';

/** A rule as decisions and tills see it. Its rules were parsed before they were stored. */
export function ruleDocument(rule: RuleRecord): ValidationRule {
  const parsed = parseRules(rule.rules);
  return {
    kind: 'validation_rule',
    id: rule.id,
    version: rule.version,
    name: rule.name,
    rules: present(parsed.ok ? parsed.rules : null, `rules of ${rule.id}`),
    applicableTo: {
      includedAll: rule.applicableTo.included_all,
      included: toSelectors(rule.applicableTo.included),
      excluded: toSelectors(rule.applicableTo.excluded),
    },
    error: rule.error,
  };
}
