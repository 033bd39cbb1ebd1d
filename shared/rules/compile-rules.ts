/**
 * Rule sets, compiled once per rule to closures over a context that is made ready once per decision.
 *
 * What this version does not know (a rule, an operator, an expression) fails with a check that says so. It never
 * passes in silence, not even inside an `order.items.none`.
 */
import type {Check, Refusal} from '../reasons/refusal.ts';
import {compileAloneRule} from './compile-alone-rule.ts';
import {compileCounterRule} from './compile-counter-rule.ts';
import {compileEachRule} from './compile-each-rule.ts';
import {compileLinesRule} from './compile-lines-rule.ts';
import {compileProductAttributeRule} from './compile-product-attribute-rule.ts';
import {compileFacetRule, compileNumberRule} from './compile-value-rule.ts';
import {
  type Compiled,
  compileSet,
  notUnderstood,
  plainRule,
  unknownCheck,
  withNested,
} from './compiled-rule.ts';
import type {Lack} from './lack.ts';
import type {RuleContext} from './rule-context.ts';
import {findRuleName} from './rule-names.ts';
import type {Blocked, RuleOutcome} from './rule-outcome.ts';
import type {RuleNode, ValidationRule} from './validation-rule.ts';

/** A validation rule ready to be asked. */
export interface CompiledRules
  extends Pick<Compiled<RuleContext>, 'test' | 'counters' | 'claims' | 'bounds'> {
  readonly rule: ValidationRule;
  /** Asks all of it, with a check of everything. */
  readonly ask: (context: RuleContext) => RuleOutcome;
  /** Why it is not met. */
  readonly refuse: (context: RuleContext) => Blocked;
}

const compiled = new WeakMap<ValidationRule, CompiledRules>();

/** The rule's compiled form: made on first use, kept as long as the rule is. */
export function compileRules(rule: ValidationRule): CompiledRules {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const {test, ask, blocking, counters, claims, bounds} = compileSet(rule.rules, '', compileRule);
  const made: CompiledRules = {
    rule,
    test,
    counters,
    claims,
    bounds,
    ask: context => {
      const checks: Check[] = [];
      return {passed: ask(context, {checks, causes: null}), checks};
    },
    refuse: context => {
      const causes = new Map<Check, Lack | Refusal>();
      return {blocking: blocking(context, {checks: [], causes}), causes};
    },
  };
  compiled.set(rule, made);
  return made;
}

function compileRule(rule: RuleNode, key: string): Compiled<RuleContext> {
  const name = findRuleName(rule.name);
  switch (name?.kind) {
    case 'number':
      return withNested(compileNumberRule(name, rule, key), rule, key, compileRule);
    case 'facet':
      return withNested(compileFacetRule(name, rule, key), rule, key, compileRule);
    case 'each':
      return withNested(compileEachRule(name, rule, key), rule, key, compileRule);
    case 'counter':
      return withNested(compileCounterRule(name, rule, key), rule, key, compileRule);
    case 'lines':
      return compileLinesRule(name, rule, key);
    case 'product-attribute':
      return compileProductAttributeRule(name, rule, key);
    case 'statement':
      return plainRule(
        () => true,
        () => true,
      );
    case 'line-number':
      if (name.standsAlone) return compileAloneRule(rule, key);
      break;
    case 'line-facet':
    case undefined:
      break;
  }
  return notUnderstood([unknownCheck('rule', {key, rule: rule.name})]);
}
