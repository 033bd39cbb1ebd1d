import {assert} from '../../shared/kernel/assert.ts';
import type {Metadata} from '../../shared/kernel/metadata.ts';
import {parseRules} from '../../shared/rules/parse-rules.ts';
import type {ProductSelector, ValidationRule} from '../../shared/rules/validation-rule.ts';

type Selection = {
  readonly included?: readonly string[];
  readonly excluded?: readonly string[];
  readonly includedAll?: boolean;
};

/** A validation rule from Voucherify's wire shape: `rule('MIN20', {1: atLeast('order.amount', 2000), logic: '1'})`. */
export function rule(
  name: string,
  wire: unknown,
  given: {readonly appliesTo?: Selection; readonly message?: string} = {},
): ValidationRule {
  const parsed = parseRules(wire);
  assert(parsed.ok, parsed.ok ? '' : `rule ${name}: ${parsed.where} ${parsed.message}`);
  const {included = [], excluded = [], includedAll = false} = given.appliesTo ?? {};
  return {
    kind: 'validation_rule',
    id: `val_${name}`,
    version: 1,
    name,
    rules: parsed.rules,
    applicableTo: {includedAll, included: included.map(selector), excluded: excluded.map(selector)},
    error: given.message === undefined ? null : {message: given.message},
  };
}

/** A rule without conditions that selects lines by source id. */
export function appliesTo(name: string, selection: Selection): ValidationRule {
  return rule(name, {logic: ''}, {appliesTo: selection});
}

/** One rule of a set, as sent: `condition('order.amount', {$more_than: [1000]})`. */
export function condition(
  name: string,
  conditions: Metadata,
  more: {
    readonly property?: string;
    readonly rules?: unknown;
    readonly error?: {readonly message: string};
  } = {},
) {
  return {name, property: null, conditions, rules: {}, ...more};
}

/** The operands of a lines rule: products by source id. */
export function products(...sourceIds: readonly string[]) {
  return {$is: sourceIds.map(source_id => ({object: 'product', source_id}))};
}

function selector(sourceId: string): ProductSelector {
  return {object: 'product', id: null, sourceId};
}
