import type {IndexedFacts} from '../decision/prepare-facts.ts';
import {logicKeys, parseLogic} from '../rules/logic.ts';
import {type Families, families} from '../rules/rule-family.ts';
import {familyOf} from '../rules/rule-name.ts';
import {findRuleName} from '../rules/rule-names.ts';
import type {RuleNode, RuleSet} from '../rules/validation-rule.ts';
import type {Listed} from './listed.ts';
import type {AskedRule} from './qualification.ts';

/** The rule sets of a listed thing, each with the rules in it that were left out of the question (QU3). */
export function askedRules(
  {candidates}: Listed,
  unasked: Families,
  {rules}: IndexedFacts,
): readonly AskedRule[] {
  const ids = new Set(candidates.flatMap(one => one.rules.flatMap(group => group.ruleIds)));
  return [...ids].map(ruleId => {
    const rule = rules.get(ruleId)?.rule;
    const omitted = rule === undefined ? [] : omittedIn(rule.rules, '', unasked);
    return {ruleId, omitted, validationStatus: omitted.length === 0 ? 'VALID' : 'PARTIALLY_VALID'};
  });
}

/** Keys of rules that the logic names and that are of a family left out; nested ones by their path. */
function omittedIn(set: RuleSet, path: string, unasked: Families): readonly string[] {
  const parsed = parseLogic(set.logic);
  if (!parsed.ok) return [];
  return logicKeys(parsed.logic).flatMap(key => {
    const rule = Object.hasOwn(set.byKey, key) ? set.byKey[key] : undefined;
    if (rule === undefined) return [];
    const place = path === '' ? key : `${path}.${key}`;
    return isOmitted(rule, unasked) ? [place] : omittedIn(rule.rules, place, unasked);
  });
}

function isOmitted(rule: RuleNode, unasked: Families): boolean {
  const name = findRuleName(rule.name);
  if (name === undefined || name.kind === 'statement') return false;
  return (families(familyOf(name)) & unasked) !== 0;
}
