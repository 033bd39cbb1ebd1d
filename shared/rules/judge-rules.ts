/**
 * Whether the validation rules of a redeemable let it be used, and what it then draws on. All rules assigned to it
 * and to its campaign must be met; the first that is not is the refusal (`rule-refusal.ts`).
 */
import type {ValidationRuleId} from '../kernel/id.ts';
import type {Draw} from '../ledger/draw.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import {compileRules} from './compile-rules.ts';
import {counterDraws} from './counter-draws.ts';
import type {RuleContext} from './rule-context.ts';
import {ruleRefusal} from './rule-refusal.ts';
import type {ValidationRule} from './validation-rule.ts';

/** A rule of the decision; undefined where nobody could load it. */
export interface AssignedRule {
  readonly id: ValidationRuleId;
  readonly rule: ValidationRule | undefined;
}

export interface RulesJudgement {
  readonly refusal: Refusal | null;
  /** Empty without trace. */
  readonly checks: readonly Check[];
  /** Empty when refused. */
  readonly draws: readonly Draw[];
}

const free: RulesJudgement = {refusal: null, checks: [], draws: []};

/** Judges every rule in the order given. Without trace it stops at the first that is not met. */
export function judgeRules(
  assigned: readonly AssignedRule[],
  context: RuleContext,
  {trace = true}: {readonly trace?: boolean} = {},
): RulesJudgement {
  if (assigned.length === 0) return free;
  return trace ? judgeAll(assigned, context) : judgeQuickly(assigned, context);
}

function judgeQuickly(assigned: readonly AssignedRule[], context: RuleContext): RulesJudgement {
  for (const {id, rule} of assigned) {
    if (rule === undefined) return {...free, refusal: notLoaded(id).refusal};
    const compiled = compileRules(rule);
    if (compiled.test(context)) continue;
    return {...free, refusal: ruleRefusal(rule, compiled.refuse(context), context.facts)};
  }
  return {...free, draws: counterDraws(assigned, context)};
}

function judgeAll(assigned: readonly AssignedRule[], context: RuleContext): RulesJudgement {
  let refusal: Refusal | null = null;
  const checks: Check[] = [];
  for (const {id, rule} of assigned) {
    if (rule === undefined) {
      const missing = notLoaded(id);
      checks.push(missing.check);
      refusal ??= missing.refusal;
    } else {
      const {ask, refuse} = compileRules(rule);
      const outcome = ask(context);
      for (const check of outcome.checks) checks.push(check);
      if (!outcome.passed) refusal ??= ruleRefusal(rule, refuse(context), context.facts);
    }
  }
  return {refusal, checks, draws: refusal === null ? counterDraws(assigned, context) : []};
}

/** A rule that is assigned and missing refuses: what cannot be read cannot be fulfilled. */
function notLoaded(id: ValidationRuleId): {readonly check: Check; readonly refusal: Refusal} {
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
  const refusal: Refusal = {
    code: 'rules_not_met',
    ruleId: id,
    subject: 'redemption',
    message: null,
    failed: [check],
  };
  return {check, refusal};
}
