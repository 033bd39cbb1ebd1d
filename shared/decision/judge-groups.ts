import type {CustomerId} from '../kernel/id.ts';
import type {Draw} from '../ledger/draw.ts';
import {type Minor, smaller} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import type {LookUpAccount} from '../redeemables/limits.ts';
import type {CounterScope} from '../rules/counter-scope.ts';
import {discountBudget} from '../rules/discount-budget.ts';
import {type AssignedRule, judgeRules} from '../rules/judge-rules.ts';
import type {Effect, RuleContext} from '../rules/rule-context.ts';
import type {Situation} from './situation.ts';

/** Rules that are judged together: they count in the same campaign. */
export interface AssignedGroup {
  readonly scope: CounterScope;
  readonly assigned: readonly AssignedRule[];
}

export interface GroupsJudgement {
  /** Made for this judgement: whoever asked may keep it. */
  readonly checks: Check[];
  readonly refusal: Refusal | null;
  readonly draws: readonly Draw[];
}

/** What rules look at besides what stays the same for all redeemables. */
export interface RulesQuestion {
  readonly order: PricedOrder;
  readonly holderId: CustomerId | null;
  readonly lookUp: LookUpAccount;
  readonly effect: () => Effect | null;
}

/**
 * Judges all rules; the first that fails is the refusal. With the trace every rule is asked, also after one failed,
 * so that a screen can show all of it; without it the first failure ends it.
 */
export function judgeGroups(
  groups: readonly AssignedGroup[],
  question: RulesQuestion,
  situation: Situation,
): GroupsJudgement {
  const {trace} = situation;
  const [only] = groups;
  if (only !== undefined && groups.length === 1) {
    const judged = judgeRules(only.assigned, contextOf(only.scope, question, situation), {trace});
    return {checks: [...judged.checks], refusal: judged.refusal, draws: judged.draws};
  }
  const checks: Check[] = [];
  const draws: Draw[] = [];
  let refusal: Refusal | null = null;
  for (const {scope, assigned} of groups) {
    if (assigned.length === 0 || (refusal !== null && !trace)) continue;
    const judged = judgeRules(assigned, contextOf(scope, question, situation), {trace});
    checks.push(...judged.checks);
    draws.push(...judged.draws);
    refusal ??= judged.refusal;
  }
  return {checks, refusal, draws};
}

/** The most discount that the budgets of all groups leave room for; null: no budget (convention `budgetOvershoot`). */
export function budgetOf(
  groups: readonly AssignedGroup[],
  question: RulesQuestion,
  situation: Situation,
): Minor | null {
  let least: Minor | null = null;
  for (const {scope, assigned} of groups) {
    const left = discountBudget(assigned, contextOf(scope, question, situation));
    if (left !== null) least = least === null ? left : smaller(least, left);
  }
  return least;
}

function contextOf(
  scope: CounterScope,
  {order, holderId, lookUp, effect}: RulesQuestion,
  {ruleFacts, unasked}: Situation,
): RuleContext {
  return {facts: ruleFacts, running: order, scope, holderId, counter: lookUp, effect, unasked};
}
