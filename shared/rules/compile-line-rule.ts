import type {Remedy} from '../reasons/refusal.ts';
import type {Asking} from './asking.ts';
import {askFacet, askNumber, noMend} from './compile-conditions.ts';
import {readRule} from './compile-value-rule.ts';
import {type Compiled, notUnderstood, plainRule, unknownCheck, withNested} from './compiled-rule.ts';
import {missing} from './facet.ts';
import type {Picked} from './picked.ts';
import type {LineFacetName, LineNumberName} from './rule-name.ts';
import {findRuleName} from './rule-names.ts';
import type {RuleNode} from './validation-rule.ts';

/** A rule nested in one that picks lines. `more` is the remedy where more units of the picked products would help. */
export function compileLineRule(rule: RuleNode, key: string, more: Remedy): Compiled<Picked> {
  const name = findRuleName(rule.name);
  if (name?.kind === 'statement')
    return plainRule(
      () => true,
      () => true,
    );
  if (name?.kind !== 'line-number' && name?.kind !== 'line-facet')
    return notUnderstood([unknownCheck('rule', {key, rule: rule.name})]);
  const own = name.kind === 'line-number' ? ofNumber(name, rule, key, more) : ofFacet(name, rule, key);
  return withNested(own, rule, key, (inner, place) => compileLineRule(inner, place, more));
}

function ofNumber(name: LineNumberName, rule: RuleNode, key: string, more: Remedy): Compiled<Picked> {
  const {conditions, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const {read, isMendable} = name;
  const mend = isMendable ? () => more : noMend;
  const test = ({line, all, moment}: Picked) => {
    const value = read(line, all);
    return value === null ? conditions.ofFacet(missing, moment) : conditions.ofNumber(value);
  };
  const ask = ({line, all, moment}: Picked, asking: Asking) => {
    const value = read(line, all);
    return value === null
      ? askFacet(conditions, missing, mend, moment, asking)
      : askNumber(conditions, value, mend, asking);
  };
  return plainRule(test, ask);
}

function ofFacet(name: LineFacetName, rule: RuleNode, key: string): Compiled<Picked> {
  const {conditions, property, unknown} = readRule(name, rule, key);
  if (unknown.length > 0) return notUnderstood(unknown);
  const valueIn = ({line}: Picked) => (line === null ? missing : name.read(line, property));
  const test = (picked: Picked) => conditions.ofFacet(valueIn(picked), picked.moment);
  const ask = (picked: Picked, asking: Asking) =>
    askFacet(conditions, valueIn(picked), noMend, picked.moment, asking);
  return plainRule(test, ask);
}
