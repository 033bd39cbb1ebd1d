import {z} from 'zod';
import type {JsonValue} from '../kernel/metadata.ts';
import {deepestValue} from './facet.ts';
import {isPickingOperator, readOperand} from './line-picker.ts';
import {operators} from './operators.ts';
import {isDeeperThan, type Report} from './problem.ts';
import type {RuleName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

type Conditions = RuleNode['conditions'];

/** Operators of one rule, and operands of one operator; more is a mistake or an attack. */
const mostOperators = 20;
const mostOperands = 1000;
const operandsSchema = z.array(z.json());

/** The `conditions` of one rule as sent, each operator with its list of operands; reports what is wrong. */
export function parseConditions(name: RuleName, input: unknown, where: string, report: Report): Conditions {
  const given = z.record(z.string(), z.unknown()).safeParse(input ?? {});
  if (!given.success) {
    report(where, 'should be object');
    return {};
  }
  const entries = Object.entries(given.data);
  if (entries.length > mostOperators) {
    report(where, `has more than ${mostOperators} operators`);
    return {};
  }
  const mayBeEmpty = name.kind === 'lines' || name.kind === 'statement';
  if (!mayBeEmpty && entries.length === 0) report(where, 'should have at least one condition');
  return Object.fromEntries(
    entries.map(([sent, value]) => {
      const operator = sent.trim();
      return [operator, readOperands(name, operator, value, `${where}.${operator}`, report)];
    }),
  );
}

function readOperands(
  name: RuleName,
  operator: string,
  value: unknown,
  where: string,
  report: Report,
): JsonValue[] {
  const problem = shapeProblem(value);
  const operands = problem === null ? operandsSchema.safeParse(value) : null;
  if (!operands?.success) {
    report(where, problem ?? 'should be array');
    return [];
  }
  const own = problemOf(name, operator, operands.data);
  if (own !== null) report(where, own);
  return operands.data;
}

function shapeProblem(value: unknown): string | null {
  if (!Array.isArray(value)) return 'should be array';
  if (value.length > mostOperands) return `has more than ${mostOperands} values`;
  return isDeeperThan(value, deepestValue) ? `has more than ${deepestValue} levels` : null;
}

function problemOf(name: RuleName, operator: string, operands: readonly JsonValue[]): string | null {
  if (name.kind === 'statement') return null;
  if (name.kind !== 'lines') {
    const known = operators.get(operator);
    return known === undefined ? 'is not a known operator' : known.problem(operands);
  }
  if (!isPickingOperator(operator))
    return "is not a known operator here; lines are picked with '$is', '$is_not' and '$from'";
  const allRead = operands.every(operand => readOperand(name, operand) !== null);
  return allRead ? null : "should be a list of products like {object: 'product', id: 'prod_…'}";
}
