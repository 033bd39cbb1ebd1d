import {z} from 'zod';
import type {JsonValue} from '../kernel/metadata.ts';
import {operators} from './operators.ts';
import {readSelector} from './product-selector.ts';
import type {RuleName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

type Conditions = RuleNode['conditions'];
type Report = (where: string, message: string) => void;

const operandsSchema = z.array(z.json());

/** The `conditions` of one rule as sent, each operator with its list of operands; reports what is wrong. */
export function parseConditions(name: RuleName, input: unknown, where: string, report: Report): Conditions {
  const given = z.record(z.string(), z.unknown()).safeParse(input ?? {});
  if (!given.success) {
    report(where, 'should be object');
    return {};
  }
  if (name.kind !== 'lines' && Object.keys(given.data).length === 0) {
    report(where, 'should have at least one condition');
  }
  return Object.fromEntries(
    Object.entries(given.data).map(([operator, value]) => {
      const place = `${where}.${operator}`;
      const operands = operandsSchema.safeParse(value);
      const problem = operands.success ? problemOf(name, operator, operands.data) : 'should be array';
      if (problem !== null) report(place, problem);
      return [operator, operands.success ? operands.data : []];
    }),
  );
}

function problemOf(name: RuleName, operator: string, operands: readonly JsonValue[]): string | null {
  if (name.kind !== 'lines') {
    return (
      operators.get(operator)?.problem(operands) ??
      (operators.has(operator) ? null : 'is not a known operator')
    );
  }
  if (operator !== '$is') return "is not a known operator here; lines are picked with '$is'";
  const allRead = operands.every(operand => readSelector(operand) !== null);
  return allRead ? null : "should be a list of products like {object: 'product', id: 'prod_…'}";
}
