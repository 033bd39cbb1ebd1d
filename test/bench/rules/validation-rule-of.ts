import type {JsonValue} from '../../../shared/kernel/metadata.ts';
import type {ValidationRule} from '../../../shared/rules/validation-rule.ts';
import {condition, products, rule} from '../../builders/rules.ts';
import type {Condition, ConditionSet} from './condition-sets.ts';

/** The set as a validation rule in Voucherify's grammar. */
export function validationRule(set: ConditionSet, at: number): ValidationRule {
  const byKey = Object.fromEntries(set.map((one, index) => [String(index + 1), conditionRule(one)]));
  return rule(`R${at}`, {...byKey, logic: Object.keys(byKey).join(' and ')});
}

function conditionRule(one: Condition) {
  switch (one.field) {
    case 'products':
      return condition('order.items.any', products(...one.of));
    case 'segments':
      return condition('customer.segment', {$is: texts(one.of)});
    case 'channel':
      return condition('order.metadata', {$is: texts(one.of)}, {property: 'channel'});
    case 'country':
    case 'level':
      return condition('customer.metadata', {$is: texts(one.of)}, {property: one.field});
    case 'amountMinor':
      return condition('order.amount', {$more_than_or_equal: [one.limit]});
    case 'units':
      return condition('order.items.count', {$more_than_or_equal: [one.limit]});
  }
}

function texts(of: readonly string[]): JsonValue {
  return [...of];
}
