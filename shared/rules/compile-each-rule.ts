import type {Asking} from './asking.ts';
import {type Conditions, skipConditions} from './compile-conditions.ts';
import {readRule} from './compile-value-rule.ts';
import {type Compiled, notUnderstood, plainRule} from './compiled-rule.ts';
import type {Facet} from './facet.ts';
import type {Moment} from './moment.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import type {RuleLine} from './rule-line.ts';
import type {EachName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

const products = families('products');

/** A value that every line must have; a cart without lines has none that does. */
export function compileEachRule(name: EachName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, property, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const valueIn = (line: RuleLine) => name.read(line, property);
  const test = ({facts, unasked}: RuleContext) =>
    (unasked & products) !== 0 || eachHas(facts.pool.lines, valueIn, conditions, facts.moment);
  const ask = ({facts, unasked}: RuleContext, asking: Asking) => {
    if ((unasked & products) !== 0) return skipConditions(conditions, 'unasked', asking);
    if (!facts.pool.hasItems) return skipConditions(conditions, 'items', asking);
    return askEach(conditions, facts.pool.lines.map(valueIn), facts.moment, asking);
  };
  return plainRule(test, ask, undefined, {cost: 20});
}

/** Whether there are lines and each has a value that meets all conditions. */
export function eachHas(
  lines: readonly RuleLine[],
  valueIn: (line: RuleLine) => Facet,
  conditions: Conditions,
  moment: Moment,
): boolean {
  for (const line of lines) if (!conditions.ofFacet(valueIn(line), moment)) return false;
  return lines.length > 0;
}

/** A check of each condition over all lines; whether all hold. */
export function askEach(
  {key, rule, property, all}: Conditions,
  values: readonly Facet[],
  moment: Moment,
  {checks}: Asking,
): boolean {
  let isMet = true;
  const actual = values.map(({value}) => value);
  for (const {operator, needed, ofFacet} of all) {
    const passed = values.length > 0 && values.every(value => ofFacet(value, moment));
    checks.push({key, rule, property, operator, needed, actual, passed, remedy: null});
    if (!passed) isMet = false;
  }
  return isMet;
}
