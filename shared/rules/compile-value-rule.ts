import type {Check} from '../reasons/refusal.ts';
import {compileConditions} from './compile-conditions.ts';
import {type Compiled, type CompileRule, compileSet, notUnderstood, unknownCheck} from './compiled-rule.ts';
import type {RuleContext} from './rule-context.ts';
import type {ValueName} from './rule-name.ts';
import {allOf, outcomeOf} from './rule-outcome.ts';
import type {RuleNode} from './validation-rule.ts';

/** A rule about one value: its conditions hold, and so do its nested rules. */
export function compileValueRule(
  name: ValueName,
  rule: RuleNode,
  key: string,
  compileRule: CompileRule<RuleContext>,
): Compiled<RuleContext> {
  const conditions = compileConditions(rule, key);
  const unknown = [...conditions.unknown];
  if (name.needsProperty && !rule.property) unknown.push(unknownCheck('property', {key, rule: rule.name}));
  if (unknown.length > 0) return notUnderstood(unknown);
  const nested = compileSet(rule.rules, key, compileRule);
  const ask = (context: RuleContext) => {
    const reading = name.read(context, rule.property ?? '');
    const checks = conditions.check(reading.value, missing => name.remedy?.(missing) ?? null);
    const own = outcomeOf(reading.missingCustomer ? checks.map(nobodyAttached) : checks);
    return allOf([own, nested.ask(context)]);
  };
  return {unknown: nested.unknown, ask};
}

function nobodyAttached(check: Check): Check {
  return {...check, passed: false, remedy: {kind: 'attach_customer'}};
}
