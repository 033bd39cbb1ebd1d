/**
 * What a rule needs and the request does not have. It decides the refusal: not “the rule is not met” but what should
 * be added. In the first step of a two-phase redemption every lack is asked for as an input (seed Vouchery 2.1).
 */
import type {ValidationRuleId} from '../kernel/id.ts';
import type {Refusal, Remedy} from '../reasons/refusal.ts';
import type {RuleFacts} from './rule-facts.ts';

export type Lack =
  | 'customer'
  /** No lines and no amount. */
  | 'order'
  | 'items'
  | 'amount'
  /** First step only: no attribute at all was sent. */
  | 'metadata'
  /** First step only: order categories are optional there, so their rules wait for the second step. */
  | 'categories'
  /** The benefit itself cannot be worked out; its own refusal says why, so the rule stands back. */
  | 'effect';

/** Whether a rule that lacks this counts as met for now. */
export function isForgiven(lack: Lack): boolean {
  return lack === 'effect' || lack === 'categories';
}

export function lackRemedy(lack: Lack): Remedy | null {
  return lack === 'customer' ? {kind: 'attach_customer'} : null;
}

/** How urgent a lack is where a rule has several: who buys comes first, then what. */
export const lackOrder: readonly Lack[] = ['customer', 'order', 'items', 'amount', 'metadata'];

const inputs = {
  customer: 'customer_id',
  order: 'amount',
  items: 'product_information',
  amount: 'amount',
  metadata: 'metadata',
} as const;

export function lackRefusal(lack: Lack, ruleId: ValidationRuleId, {isFirstStep}: RuleFacts): Refusal | null {
  if (lack === 'effect' || lack === 'categories') return null;
  if (isFirstStep || lack === 'metadata') return {code: 'input_missing', input: inputs[lack]};
  if (lack === 'customer') return {code: 'customer_required', ruleId};
  if (lack === 'order') return {code: 'order_required', ruleId};
  return {code: lack === 'items' ? 'items_missing' : 'amount_missing'};
}
