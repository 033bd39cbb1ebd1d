import type {AccountKey} from '../ledger/account-key.ts';
import {compileRules} from './compile-rules.ts';
import {counterKey} from './counter.ts';
import type {CounterScope} from './counter-scope.ts';
import type {ValidationRule} from './validation-rule.ts';

/** The accounts of every counter that a rule's logic names, each once: what has to be known to ask it. */
export function countersOf(rule: ValidationRule, scope: CounterScope): readonly AccountKey[] {
  const {counters} = compileRules(rule);
  if (counters.length === 0) return none;
  const keys = counters.map(counter => counterKey(counter, scope));
  return [...new Set(keys.filter(key => key !== 'customer' && key !== 'nobody'))];
}

const none: readonly AccountKey[] = [];
