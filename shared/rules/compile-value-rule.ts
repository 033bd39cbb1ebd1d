import type {Check} from '../reasons/refusal.ts';
import {
  type Condition,
  type Conditions,
  compileConditions,
  noMend,
  remedyFor,
  skipConditions,
} from './compile-conditions.ts';
import {type Compiled, notUnderstood, plainRule, unknownCheck} from './compiled-rule.ts';
import {hasKey} from './facet.ts';
import {isForgiven} from './lack.ts';
import {type Property, propertyOf} from './property.ts';
import type {RuleContext} from './rule-context.ts';
import {families} from './rule-family.ts';
import {type FacetName, type NumberName, needsProperty, type RuleName} from './rule-name.ts';
import type {RuleNode} from './validation-rule.ts';

type Ask = Compiled<RuleContext>['ask'];

/** A rule about one number of the decision. */
export function compileNumberRule(name: NumberName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const own = families(name.family);
  const {read} = name;
  const {ofNumber} = conditions;
  const test = (context: RuleContext) => {
    if ((context.unasked & own) !== 0) return true;
    const value = read(context);
    return typeof value === 'number' ? ofNumber(value) : isForgiven(value);
  };
  const ask = inTurn(conditions.all.map(condition => numberAsk(name, conditions, condition)));
  // Amounts rarely settle the answer, and an effect has to be worked out first.
  return plainRule(test, ask, undefined, {cost: name.needsEffect === true ? 1000 : 4});
}

/** A rule about one value of the decision, or a list of them. */
export function compileFacetRule(name: FacetName, rule: RuleNode, key: string): Compiled<RuleContext> {
  const {conditions, property, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const own = families(name.family);
  const {read} = name;
  const {ofFacet, wantedKey} = conditions;
  const test = (context: RuleContext) => {
    if ((context.unasked & own) !== 0) return true;
    const value = read(context, property);
    if (typeof value === 'string') return isForgiven(value);
    return wantedKey === undefined ? ofFacet(value, context.facts.moment) : hasKey(value, wantedKey);
  };
  const ask = inTurn(conditions.all.map(condition => facetAsk(name, property, conditions, condition)));
  // Few customers are in a segment, and more share an attribute.
  return plainRule(test, ask, undefined, {cost: name.needsProperty ? 2 : 1});
}

/** Asks one condition. What it needs is at hand in the closure, because looking for it takes longer than asking. */
function numberAsk({read, family, remedy}: NumberName, told: Conditions, one: Condition): Ask {
  const own = families(family);
  const mend = remedy ?? noMend;
  const {key, rule, property} = told;
  const {operator, needed, first, ofNumber} = one;
  const alone = {...told, all: [one]};
  return (context, asking) => {
    const actual = (context.unasked & own) !== 0 ? ('unasked' as const) : read(context);
    if (typeof actual !== 'number') return skipConditions(alone, actual, asking);
    const passed = ofNumber(actual);
    const missing = passed || mend === noMend ? null : remedyFor(operator, actual, first, mend);
    asking.checks.push({key, rule, property, operator, needed, actual, passed, remedy: missing});
    return passed;
  };
}

/** As `numberAsk`. */
function facetAsk({read, family}: FacetName, property: Property, told: Conditions, one: Condition): Ask {
  const own = families(family);
  const {key, rule, property: named} = told;
  const {operator, needed, ofFacet, wantedKey} = one;
  const alone = {...told, all: [one]};
  return (context, asking) => {
    const value = (context.unasked & own) !== 0 ? ('unasked' as const) : read(context, property);
    if (typeof value === 'string') return skipConditions(alone, value, asking);
    const passed = wantedKey === undefined ? ofFacet(value, context.facts.moment) : hasKey(value, wantedKey);
    const {value: actual} = value;
    asking.checks.push({key, rule, property: named, operator, needed, actual, passed, remedy: null});
    return passed;
  };
}

/** Asks all; most rules have one condition. */
function inTurn(asks: readonly Ask[]): Ask {
  const [only, ...more] = asks;
  if (only !== undefined && more.length === 0) return only;
  return (context, asking) => {
    let isMet = true;
    for (const ask of asks) if (!ask(context, asking)) isMet = false;
    return isMet;
  };
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
