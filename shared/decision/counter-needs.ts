/**
 * What a redeemable would need of the counters that bound it: what a till without a lease on them asks the server for.
 * Only upper bounds can be leased. Where the exact amount is not known before the redeemable applies (a discount), it is
 * the most it can be, the amount of the order.
 */
import type {CampaignId} from '../kernel/id.ts';
import type {AccountKey} from '../ledger/account-key.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import {compileRules} from '../rules/compile-rules.ts';
import {type Counter, counterKey} from '../rules/counter.ts';
import type {CounterScope} from '../rules/counter-scope.ts';
import {unitCountersOf} from '../rules/unit-counters-of.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {counterScopeOf} from './counter-scope-of.ts';
import type {Decision} from './decision.ts';
import type {Facts} from './facts.ts';
import {ruleGroupsOf} from './find-redeemable.ts';
import type {DecisionRequest} from './request.ts';
import {productOf} from './unit-counters.ts';

export interface CounterNeed {
  readonly account: AccountKey;
  readonly amount: number;
  /** The bound of the rule that asks it; several on one account are kept by the smallest. */
  readonly limit: number;
}

/** `foundId` names a voucher or tier of the facts; one that is not there needs nothing. */
export function counterNeeds(
  facts: Facts,
  request: DecisionRequest,
  {initialOrder}: Pick<Decision, 'initialOrder'>,
  foundId: string,
): readonly CounterNeed[] {
  const redeemable = [...facts.vouchers, ...facts.promotionTiers].find(({id}) => id === foundId);
  if (redeemable === undefined) return [];
  const needs = new Map<AccountKey, CounterNeed>();
  for (const {rule, scope} of countingRules(facts, request, redeemable)) {
    for (const {counter, limit} of compileRules(rule).bounds) {
      const account = counterKey(counter, scope);
      if (account === 'customer' || account === 'nobody') continue;
      note(needs, {account, amount: mostOf(counter, initialOrder.amountMinor ?? 0), limit});
    }
    const products = [...new Set(initialOrder.lines.map(productOf))];
    for (const {account, limit, productId} of unitCountersOf(rule.applicableTo, scope, products)) {
      if (account === null || limit.limitFormula !== undefined) continue;
      const lines = initialOrder.lines.filter(line => productId === null || productOf(line) === productId);
      note(needs, {account, amount: lines.reduce((sum, line) => sum + line.quantity, 0), limit: limit.limit});
    }
  }
  return [...needs.values()].filter(({amount}) => amount > 0);
}

function countingRules(
  facts: Facts,
  request: DecisionRequest,
  redeemable: Voucher | PromotionTier,
): readonly {readonly rule: ValidationRule; readonly scope: CounterScope}[] {
  const {timeZone, firstDayOfWeek = 1} = facts.settings;
  const moment = {nowMs: facts.nowMs, zone: request.timeZone ?? timeZone, firstDayOfWeek};
  const scopeOf = (campaignId: CampaignId | null) =>
    counterScopeOf(redeemable.id, campaignId, request, moment);
  const campaigns = new Map(facts.campaigns.map(one => [one.id, one]));
  const rules = new Map(facts.validationRules.map(rule => [rule.id, rule]));
  return ruleGroupsOf(redeemable, campaigns).flatMap(({campaignId, ruleIds}) =>
    ruleIds.flatMap(id => {
      const rule = rules.get(id);
      return rule === undefined ? [] : [{rule, scope: scopeOf(campaignId)}];
    }),
  );
}

/** Never more than the bound: what is beyond it cannot be had. */
function note(needs: Map<AccountKey, CounterNeed>, {account, amount, limit}: CounterNeed): void {
  const least = Math.min(limit, needs.get(account)?.limit ?? limit);
  needs.set(account, {account, amount: Math.min(amount, least), limit: least});
}

function mostOf({measure}: Counter, orderMinor: number): number {
  return measure === 'redemptions' ? 1 : orderMinor;
}
