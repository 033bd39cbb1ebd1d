import type {JsonValue} from '../kernel/metadata.ts';
import type {Check, Remedy} from '../reasons/refusal.ts';
import {unknownCheck} from './compiled-rule.ts';
import {operators, shortfall} from './operators.ts';
import type {RuleNode} from './validation-rule.ts';

/** The conditions of one rule. `mend` turns how much is missing into what the cashier could do. */
export interface Conditions {
  readonly unknown: readonly Check[];
  readonly check: (actual: JsonValue, mend: (missing: number) => Remedy | null) => readonly Check[];
}

/** All conditions of a rule must hold; a rule without any is not understood. */
export function compileConditions(rule: RuleNode, key: string): Conditions {
  const tests = Object.entries(rule.conditions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, operands]) => ({name, operands: [...operands], operator: operators.get(name)}));
  const unknown = tests
    .filter(({operator, operands}) => operator === undefined || operator.problem(operands) !== null)
    .map(({name, operands}) =>
      unknownCheck('operator', {key, rule: rule.name, operator: name, needed: operands}),
    );
  if (tests.length === 0) unknown.push(unknownCheck('operator', {key, rule: rule.name}));
  const check = (actual: JsonValue, mend: (missing: number) => Remedy | null): readonly Check[] =>
    tests.map(({name, operands, operator}) => {
      const passed = operator?.test(actual, operands) ?? false;
      const needed = operands.length === 1 ? (operands[0] ?? null) : operands;
      const remedy = passed ? null : remedyFor(name, actual, operands[0], mend);
      return {
        key,
        rule: rule.name,
        property: rule.property ?? null,
        operator: name,
        needed,
        actual,
        passed,
        remedy,
      };
    });
  return {unknown, check};
}

function remedyFor(
  operator: string,
  actual: JsonValue,
  operand: JsonValue | undefined,
  mend: (missing: number) => Remedy | null,
): Remedy | null {
  const missing = shortfall(operator, typeof actual === 'number' ? actual : 0, operand);
  return missing === null || missing <= 0 ? null : mend(missing);
}
