import {type Minor, minor} from '../money/minor.ts';
import {compileRules} from './compile-rules.ts';
import {counterKey} from './counter.ts';
import type {RuleContext} from './rule-context.ts';
import type {ValidationRule} from './validation-rule.ts';

/**
 * The most discount that the budgets of these rules leave room for (convention `budgetOvershoot: clamp`): the least
 * of what is left of every budget that must be kept. null: no budget, none that anybody here can tell, or one that is
 * used up, which then refuses by itself.
 */
export function discountBudget(
  assigned: readonly {readonly rule: ValidationRule | undefined}[],
  context: RuleContext,
): Minor | null {
  let least: number | null = null;
  for (const {rule} of assigned) {
    for (const {counter, limit} of rule === undefined ? [] : compileRules(rule).bounds) {
      if (counter.measure !== 'discount_amount' || context.scope === null) continue;
      const account = counterKey(counter, context.scope);
      const known = account === 'customer' || account === 'nobody' ? undefined : context.counter(account);
      if (known === undefined) continue;
      const left =
        known.authority === 'lease' ? Math.min(known.available, limit) : limit - (known.used ?? limit);
      if (left > 0 && (least === null || left < least)) least = left;
    }
  }
  return least === null ? null : minor(least);
}
