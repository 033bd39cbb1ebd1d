/** The conditions of one rule, read once: a test without trace, and checks with one. */
import type {JsonValue} from '../kernel/metadata.ts';
import type {Check, Remedy} from '../reasons/refusal.ts';
import type {Asking} from './asking.ts';
import {unknownCheck} from './compiled-rule.ts';
import type {Facet} from './facet.ts';
import {isForgiven, type Lack, lackRemedy} from './lack.ts';
import type {Moment} from './moment.ts';
import type {Test} from './operator.ts';
import {operators} from './operators.ts';
import {shortfall} from './ordering-operators.ts';
import type {RuleNode} from './validation-rule.ts';

export interface Condition extends Test {
  readonly operator: string;
  readonly needed: JsonValue;
  readonly first: JsonValue;
}

/** All of them must hold. */
export interface Conditions extends Test {
  readonly key: string;
  readonly rule: string;
  readonly property: string | null;
  readonly all: readonly Condition[];
  readonly unknown: readonly Check[];
}

/** What a value would need, told for each condition that fails. */
export type Mend = (missing: number) => Remedy | null;
export const noMend: Mend = () => null;

/** What a trace says of a rule that was left out of the question. */
export const unasked = {unasked: true};

/** A rule without any condition is not understood. */
export function compileConditions(rule: RuleNode, key: string): Conditions {
  const all: Condition[] = [];
  const unknown: Check[] = [];
  for (const [name, operands] of Object.entries(rule.conditions).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const operator = operators.get(name);
    const needed = operands.length === 1 ? (operands[0] ?? null) : [...operands];
    if (operator === undefined || operator.problem(operands) !== null) {
      unknown.push(unknownCheck('operator', {key, rule: rule.name, operator: name, needed: [...operands]}));
    } else {
      const {ofNumber, ofFacet, wantedKey} = operator.prepare(operands);
      all.push({operator: name, needed, first: operands[0] ?? null, ofNumber, ofFacet, wantedKey});
    }
  }
  if (all.length + unknown.length === 0) unknown.push(unknownCheck('operator', {key, rule: rule.name}));
  const {ofNumber, ofFacet, wantedKey} = together(all);
  return {key, rule: rule.name, property: rule.property ?? null, all, unknown, ofNumber, ofFacet, wantedKey};
}

/** Asks every condition about one number and keeps a check of each; whether all hold. */
export function askNumber(
  {key, rule, property, all}: Conditions,
  actual: number,
  mend: Mend,
  {checks}: Asking,
): boolean {
  let isMet = true;
  for (const {operator, needed, first, ofNumber} of all) {
    const passed = ofNumber(actual);
    const remedy = passed || mend === noMend ? null : remedyFor(operator, actual, first, mend);
    checks.push({key, rule, property, operator, needed, actual, passed, remedy});
    if (!passed) isMet = false;
  }
  return isMet;
}

/** As `askNumber`, of a value or a list of them. */
export function askFacet(
  {key, rule, property, all}: Conditions,
  facet: Facet,
  mend: Mend,
  moment: Moment,
  {checks}: Asking,
): boolean {
  let isMet = true;
  const actual = facet.value;
  for (const {operator, needed, first, ofFacet} of all) {
    const passed = ofFacet(facet, moment);
    const remedy = passed || mend === noMend ? null : remedyFor(operator, actual, first, mend);
    checks.push({key, rule, property, operator, needed, actual, passed, remedy});
    if (!passed) isMet = false;
  }
  return isMet;
}

/** Checks of conditions that were not asked, because something lacks or the rule is left out of the question. */
export function skipConditions(
  {key, rule, property, all}: Conditions,
  why: Lack | 'unasked',
  asking: Asking,
): boolean {
  const passed = why === 'unasked' || isForgiven(why);
  const remedy = why === 'unasked' ? null : lackRemedy(why);
  for (const {operator, needed} of all) {
    const check = {key, rule, property, operator, needed, actual: passed ? unasked : null, passed, remedy};
    asking.checks.push(check);
    if (!passed) asking.causes?.set(check, why);
  }
  return passed;
}

function together(all: readonly Condition[]): Test {
  const [only, ...more] = all;
  if (only !== undefined && more.length === 0) return only;
  return {
    ofNumber: value => {
      for (const condition of all) if (!condition.ofNumber(value)) return false;
      return true;
    },
    ofFacet: (facet, moment) => {
      for (const condition of all) if (!condition.ofFacet(facet, moment)) return false;
      return true;
    },
  };
}

/** What would mend a condition that failed; null where more of it would not help. */
export function remedyFor(
  operator: string,
  actual: JsonValue,
  operand: JsonValue,
  mend: Mend,
): Remedy | null {
  const missing = shortfall(operator, typeof actual === 'number' ? actual : 0, operand);
  return missing === null || missing <= 0 || !Number.isSafeInteger(missing) ? null : mend(missing);
}
