import type {Check} from '../reasons/refusal.ts';
import type {Asking} from './asking.ts';
import {
  askFacet,
  askNumber,
  type Conditions,
  compileConditions,
  noMend,
  skipConditions,
} from './compile-conditions.ts';
import {type Compiled, notUnderstood, plainRule, unknownCheck} from './compiled-rule.ts';
import {isForgiven} from './lack.ts';
import {type Property, propertyOf} from './property.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import {type FacetName, type NumberName, needsProperty, type RuleName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

/** A rule about one number of the decision. */
export function compileNumberRule(name: NumberName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const own = families(name.family);
  const {read, remedy: mend = noMend} = name;
  const {ofNumber} = conditions;
  const test = (context: RuleContext) => {
    if ((context.unasked & own) !== 0) return true;
    const value = read(context);
    return typeof value === 'number' ? ofNumber(value) : isForgiven(value);
  };
  const ask = (context: RuleContext, asking: Asking) => {
    const value = (context.unasked & own) !== 0 ? ('unasked' as const) : read(context);
    if (typeof value !== 'number') return skipConditions(conditions, value, asking);
    return askNumber(conditions, value, mend, asking);
  };
  return plainRule(test, ask, undefined, {cost: name.needsEffect === true ? 1000 : 4});
}

/** A rule about one value of the decision, or a list of them. */
export function compileFacetRule(name: FacetName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, property, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const own = families(name.family);
  const {read} = name;
  const {ofFacet} = conditions;
  const test = (context: RuleContext) => {
    if ((context.unasked & own) !== 0) return true;
    const value = read(context, property);
    return typeof value === 'string' ? isForgiven(value) : ofFacet(value, context.facts.moment);
  };
  const ask = (context: RuleContext, asking: Asking) => {
    const value = (context.unasked & own) !== 0 ? ('unasked' as const) : read(context, property);
    if (typeof value === 'string') return skipConditions(conditions, value, asking);
    return askFacet(conditions, value, noMend, context.facts.moment, asking);
  };
  return plainRule(test, ask, undefined, {cost: name.needsProperty ? 2 : 1});
}

/** What is written in a rule, and what of it this version does not know. */
export function readRule(
  name: RuleName,
  rule: RuleNode,
  key: string,
): {readonly conditions: Conditions; readonly property: Property; readonly unknown: readonly Check[]} {
  const conditions = compileConditions(rule, key);
  const unknown = [...conditions.unknown];
  if (needsProperty(name) && !rule.property) unknown.push(unknownCheck('property', {key, rule: rule.name}));
  return {conditions, property: propertyOf(rule.property ?? ''), unknown};
}
