import {readOperand} from './line-picker.ts';
import {currentRuleName, findRuleName} from './rule-names.ts';
import type {ApplicableEntry, RuleNode, RuleSet} from './validation-rule.ts';

/**
 * The products that an older rule set says the discount is for: `product.id` and `sku.id` rules with a nested
 * `….discount_applicable` of `$is [true]`.
 */
export function discountedByRules({byKey}: RuleSet): ApplicableEntry[] {
  return Object.values(byKey).flatMap(rule => {
    const name = findRuleName(rule.name);
    if (name?.kind !== 'lines' || name.ids === undefined || !saysDiscounted(rule)) return [];
    const operands = [...(rule.conditions['$is'] ?? []), ...(rule.conditions['$in'] ?? [])];
    return operands.flatMap(operand => readOperand(name, operand) ?? []);
  });
}

function saysDiscounted({rules}: RuleNode): boolean {
  return Object.values(rules.byKey).some(
    ({name, conditions}) =>
      currentRuleName(name).endsWith('.discount_applicable') && conditions['$is']?.[0] === true,
  );
}
