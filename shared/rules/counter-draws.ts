/**
 * What a redemption draws from the counters of its rules. Every counter that logic names is counted, also where
 * another branch settled the answer: a limit that is asked tomorrow needs today's count. Only the upper bounds that
 * let it pass come with their limit; several on one account are kept by the smallest.
 */
import type {AccountKey} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import {compileRules} from './compile-rules.ts';
import {counterAmount, counterKey} from './counter.ts';
import type {RuleContext} from './rule-context.ts';
import type {ValidationRule} from './validation-rule.ts';

/** For rules that are all met. In the order in which they name their counters. */
export function counterDraws(
  assigned: readonly {readonly rule: ValidationRule | undefined}[],
  context: RuleContext,
): readonly Draw[] {
  if (context.scope === null || !assigned.some(hasCounters)) return [];
  const draws = new Map<AccountKey, Draw>();
  for (const {rule} of assigned) {
    if (rule === undefined) continue;
    const {counters, claims} = compileRules(rule);
    if (counters.length === 0) continue;
    for (const counter of counters) {
      const account = counterKey(counter, context.scope);
      const amount = counterAmount(counter, context);
      if (account === 'customer' || account === 'nobody' || typeof amount !== 'number' || amount <= 0)
        continue;
      if (!draws.has(account)) draws.set(account, {account, amount});
    }
    for (const claim of claims(context) ?? []) limitDraw(draws, claim);
  }
  return [...draws.values()];
}

function limitDraw(draws: Map<AccountKey, Draw>, {account, amount, limit}: Draw): void {
  const before = draws.get(account)?.limit;
  if (limit !== undefined) draws.set(account, {account, amount, limit: Math.min(limit, before ?? limit)});
}

function hasCounters({rule}: {readonly rule: ValidationRule | undefined}): boolean {
  return rule !== undefined && compileRules(rule).counters.length > 0;
}
