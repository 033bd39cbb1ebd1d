import type {Remedy} from '../reasons/refusal.ts';
import {compileConditions} from './compile-conditions.ts';
import {type Compiled, compileSet, notUnderstood, unknownCheck} from './compiled-rule.ts';
import type {RuleLine} from './rule-context.ts';
import {findRuleName} from './rule-names.ts';
import {allOf, outcomeOf} from './rule-outcome.ts';
import type {RuleNode} from './validation-rule.ts';

/** One picked line among all picked; no line where none was picked, so that the trace still shows what is asked. */
export interface Picked {
  readonly line: RuleLine | null;
  readonly all: readonly RuleLine[];
}

/** A rule nested in one about lines. `more` is the remedy where more units of the picked products would help. */
export function compileLineValue(rule: RuleNode, key: string, more: Remedy): Compiled<Picked> {
  const name = findRuleName(rule.name);
  if (name?.kind !== 'line-value') return notUnderstood([unknownCheck('rule', {key, rule: rule.name})]);
  const conditions = compileConditions(rule, key);
  const unknown = [...conditions.unknown];
  if (name.needsProperty && !rule.property) unknown.push(unknownCheck('property', {key, rule: rule.name}));
  if (unknown.length > 0) return notUnderstood(unknown);
  const nested = compileSet<Picked>(rule.rules, key, (inner, place) => compileLineValue(inner, place, more));
  const ask = ({line, all}: Picked) => {
    const actual = name.read(line, all, rule.property ?? '');
    const own = outcomeOf(conditions.check(actual, () => (name.mendable ? more : null)));
    return allOf([own, nested.ask({line, all})]);
  };
  return {unknown: nested.unknown, ask};
}
