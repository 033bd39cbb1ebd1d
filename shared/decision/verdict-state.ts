import {unreachable} from '../kernel/assert.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Verdict} from './decision.ts';

/** How a screen shows a verdict: green, grey or red. */
export type VerdictState = 'applied' | 'waiting' | 'refused';

/** Waiting: nothing is wrong but what the cashier or customer could still do: attach a customer, add an item. */
export function verdictState(verdict: Verdict): VerdictState {
  if (verdict.status === 'applied') return 'applied';
  return isMendable(verdict.refusal) ? 'waiting' : 'refused';
}

function isMendable(refusal: Refusal): boolean {
  switch (refusal.code) {
    case 'no_effect':
    case 'customer_required':
    case 'order_required':
    case 'input_missing':
    case 'bundle_missing':
    case 'products_unmatched':
    case 'reward_missing':
      return true;
    case 'rules_not_met':
      return refusal.failed.every(check => check.remedy !== null);
    case 'code_unknown':
    case 'tier_unknown':
    case 'stack_unknown':
    case 'reward_unknown':
    case 'disabled':
    case 'campaign_disabled':
    case 'not_started':
    case 'expired':
    case 'not_now':
    case 'currency_not_covered':
    case 'assigned_to_other':
    case 'referrer_cannot_redeem':
    case 'limit_reached':
    case 'lease_empty':
    case 'trust_exceeded':
    case 'card_empty':
    case 'gift_amount_exceeded':
    case 'points_exceeded':
    case 'budget_reached':
    case 'counter_unknown':
    case 'definition_broken':
    case 'amount_missing':
    case 'items_missing':
    case 'items_amount_missing':
    case 'excluded_by_exclusive':
    case 'exclusive_limit_reached':
    case 'exclusive_category_limit_reached':
    case 'category_limit_reached':
    case 'applicable_limit_reached':
    case 'redeemables_limit_reached':
    case 'stack_not_alone':
    case 'duplicate':
    case 'preceding_refused':
      return false;
    default:
      return unreachable(refusal);
  }
}
