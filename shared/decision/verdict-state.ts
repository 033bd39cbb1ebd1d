import type {Verdict} from './decision.ts';

/** How a screen shows a verdict: green, grey or red. */
export type VerdictState = 'applied' | 'waiting' | 'refused';

/** Waiting: nothing is wrong but what the cashier or customer could still do: attach a customer, add an item. */
export function verdictState(verdict: Verdict): VerdictState {
  if (verdict.status === 'applied') return 'applied';
  const {refusal} = verdict;
  if (refusal.code === 'customer_required' || refusal.code === 'no_effect') return 'waiting';
  const mendable = refusal.code === 'rules_not_met' && refusal.failed.every(check => check.remedy !== null);
  return mendable ? 'waiting' : 'refused';
}
