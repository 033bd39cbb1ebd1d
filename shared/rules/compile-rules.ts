/**
 * Rule sets, compiled once per decision to closures and asked with a full trace: every rule that the logic names is
 * asked, also when the answer is settled already, so that a screen can show all of it.
 *
 * What this version does not know (a rule, an operator, an expression) fails with a check that says so. It never
 * passes in silence, not even inside an `order.items.none`.
 */
import {compileLinesRule} from './compile-lines-rule.ts';
import {compileValueRule} from './compile-value-rule.ts';
import {type Compiled, compileSet, notUnderstood, unknownCheck} from './compiled-rule.ts';
import type {RuleContext} from './rule-context.ts';
import {findRuleName} from './rule-names.ts';
import type {RuleNode, RuleSet} from './validation-rule.ts';

export function compileRules(rules: RuleSet): Compiled<RuleContext> {
  return compileSet(rules, '', compileRule);
}

function compileRule(rule: RuleNode, key: string): Compiled<RuleContext> {
  const name = findRuleName(rule.name);
  if (name === undefined || name.kind === 'line-value') {
    return notUnderstood([unknownCheck('rule', {key, rule: rule.name})]);
  }
  if (name.kind === 'lines') return compileLinesRule(name, rule, key);
  return compileValueRule(name, rule, key, compileRule);
}
