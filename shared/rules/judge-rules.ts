/**
 * Whether the validation rules of a redeemable let it be used. All rules assigned to it and to its campaign must
 * pass. A customer rule without a customer asks for one; everything else that fails is `rules_not_met`.
 */
import type {ValidationRuleId} from '../kernel/id.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import type {Compiled} from './compiled-rule.ts';
import {compareKeys} from './logic.ts';
import type {RuleContext} from './rule-context.ts';
import type {RuleSubject} from './rule-name.ts';
import {findRuleName} from './rule-names.ts';
import type {RuleSet, ValidationRule} from './validation-rule.ts';

/** A rule of the decision with its compiled form; the rule is undefined where nobody could load it. */
export interface AssignedRule {
  readonly id: ValidationRuleId;
  readonly rule: ValidationRule | undefined;
  readonly compiled: Compiled<RuleContext> | undefined;
}

export interface RulesJudgement {
  readonly checks: readonly Check[];
  readonly refusal: Refusal | null;
}

/** Judges every rule, in the order given; the first that fails is the refusal. */
export function judgeRules(assigned: readonly AssignedRule[], context: RuleContext): RulesJudgement {
  const judged = assigned.map(one => judgeRule(one, context));
  return {
    checks: judged.flatMap(({checks}) => checks),
    refusal: judged.find(({refusal}) => refusal !== null)?.refusal ?? null,
  };
}

function judgeRule({id, rule, compiled}: AssignedRule, context: RuleContext): RulesJudgement {
  if (rule === undefined || compiled === undefined) return notLoaded(id);
  const {passed, checks, blocking} = compiled.ask(context);
  if (passed) return {checks, refusal: null};
  if (blocking.some(check => check.remedy?.kind === 'attach_customer')) {
    return {checks, refusal: {code: 'customer_required', ruleId: id}};
  }
  const message = authorsMessage(rule.rules, '', blocking) ?? rule.error?.message ?? null;
  const refusal: Refusal = {
    code: 'rules_not_met',
    ruleId: id,
    subject: subjectOf(blocking[0]),
    message,
    failed: [...blocking],
  };
  return {checks, refusal};
}

/** A rule that is assigned and missing refuses: what cannot be read cannot be fulfilled. */
function notLoaded(id: ValidationRuleId): RulesJudgement {
  const check: Check = {
    key: '',
    rule: 'validation_rule',
    property: null,
    operator: '$is',
    needed: id,
    actual: null,
    passed: false,
    remedy: null,
  };
  const refusal = {
    code: 'rules_not_met' as const,
    ruleId: id,
    subject: 'redemption' as const,
    message: null,
    failed: [check],
  };
  return {checks: [check], refusal};
}

/** The text of the first failed rule that has one, outer rules before those nested in them. */
function authorsMessage(rules: RuleSet, path: string, failed: readonly Check[]): string | null {
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

function subjectOf(check: Check | undefined): RuleSubject {
  const name = check === undefined ? undefined : findRuleName(check.rule);
  return name?.kind === 'value' ? name.subject : 'order';
}
