/**
 * Why a rule set refuses. Of the checks that block it: what the request lacks comes first, who buys before what is
 * bought; then the first check in the order of keys decides, and where it is a limit that is used up, that says it.
 */
import type {Check, Refusal} from '../reasons/refusal.ts';
import {type Lack, lackOrder, lackRefusal} from './lack.ts';
import {compareKeys} from './logic.ts';
import type {RuleFacts} from './rule-facts.ts';
import {familyOf} from './rule-name.ts';
import {findRuleName} from './rule-names.ts';
import type {Blocked} from './rule-outcome.ts';
import type {RuleSet, ValidationRule} from './validation-rule.ts';

type Subject = Extract<Refusal, {readonly code: 'rules_not_met'}>['subject'];

/** For a set that is not met. */
export function ruleRefusal(rule: ValidationRule, blocked: Blocked, facts: RuleFacts): Refusal {
  const {causes} = blocked;
  const lack = mostUrgent(blocked);
  const lacking = lack === null ? null : lackRefusal(lack, rule.id, facts);
  if (lacking !== null) return lacking;
  const failed = [...blocked.blocking];
  const message = authorsMessage(rule.rules, '', failed) ?? rule.error?.message ?? null;
  const cause = failed[0] === undefined ? undefined : causes.get(failed[0]);
  if (typeof cause === 'object')
    return cause.code === 'budget_reached' ? {...cause, ruleId: rule.id, message} : cause;
  return {code: 'rules_not_met', ruleId: rule.id, subject: subjectOf(failed[0]), message, failed};
}

function mostUrgent({blocking, causes}: Blocked): Lack | null {
  if (causes.size === 0) return null;
  const lacking = new Set(blocking.map(check => causes.get(check)));
  return lackOrder.find(lack => lacking.has(lack)) ?? null;
}

/** The text of the first failed rule that has one, outer rules before those nested in them. */
function authorsMessage(rules: RuleSet, path: string, failed: readonly Check[]): string | null {
  if (!hasMessage(rules)) return null;
  for (const key of Object.keys(rules.byKey).sort(compareKeys)) {
    const rule = rules.byKey[key];
    const place = path === '' ? key : `${path}.${key}`;
    const isFailed = failed.some(check => check.key === place || check.key.startsWith(`${place}.`));
    if (rule === undefined || !isFailed) continue;
    const message = rule.error?.message ?? authorsMessage(rule.rules, place, failed);
    if (message !== null) return message;
  }
  return null;
}

function hasMessage({byKey}: RuleSet): boolean {
  for (const key in byKey) {
    const rule = byKey[key];
    if (rule !== undefined && (rule.error?.message || hasMessage(rule.rules))) return true;
  }
  return false;
}

function subjectOf(check: Check | undefined): Subject {
  const name = check === undefined ? undefined : findRuleName(check.rule);
  const family = name === undefined ? 'order' : familyOf(name);
  if (family === 'products' || family === 'initial') return 'order';
  return family === 'budget' ? 'redemption' : family;
}
