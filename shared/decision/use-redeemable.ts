/**
 * One redeemable against the running order: found, valid now, something left of it, rules met, effect worked out.
 * The first of these that fails is its refusal; the checks of its rules are kept either way.
 */
import {applyDiscount} from '../benefits/apply-discount.ts';
import type {Benefit} from '../benefits/benefit.ts';
import {payWithCredits} from '../benefits/gift-credits.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {ValidationRuleId} from '../kernel/id.ts';
import {balanceAccount, usesAccount} from '../ledger/account-key.ts';
import type {Draw} from '../ledger/draw.ts';
import {type Minor, subtract, zero} from '../money/minor.ts';
import type {PricedOrder} from '../order/priced-order.ts';
import type {Check, Refusal} from '../reasons/refusal.ts';
import {availableCredits, limitRefusal} from '../redeemables/limits.ts';
import {validityRefusal} from '../redeemables/validity.ts';
import {type AssignedRule, judgeRules} from '../rules/judge-rules.ts';
import type {RuleContext} from '../rules/rule-context.ts';
import type {Use} from '../stacking/walk.ts';
import type {AppliedVerdict} from './decision.ts';
import type {Candidate, FoundRedeemable} from './find-redeemable.ts';
import type {IndexedFacts} from './index-facts.ts';

export type Used = Pick<AppliedVerdict, 'checks' | 'order' | 'discountMinor' | 'gift' | 'draws'>;
export interface Refused {
  readonly checks: readonly Check[];
  readonly refusal: Refusal;
}
export interface Situation {
  readonly nowMs: EpochMs;
  readonly facts: IndexedFacts;
  readonly context: RuleContext;
}

export function useRedeemable(
  {found, campaign, ruleIds}: Candidate,
  running: PricedOrder,
  {nowMs, facts, context}: Situation,
): Use<PricedOrder, Used, Refused> {
  if ('code' in found) return refused([], found);
  const early = validityRefusal(found.redeemable, campaign, nowMs) ?? limitOf(found, facts);
  if (early !== null) return refused([], early);
  const rules = ruleIds.map(id => facts.rules.get(id) ?? notLoaded(id));
  const judged = judgeRules(rules, {...context, running});
  if (judged.refusal !== null) return refused(judged.checks, judged.refusal);
  const credits =
    found.object === 'voucher' ? availableCredits(found.redeemable, facts.availabilities) : zero;
  const benefit = benefitOf(found, running, rules, credits);
  if (!benefit.ok) return refused(judged.checks, benefit.refusal);
  const {order, discountMinor} = benefit;
  const isGift = found.object === 'voucher' && found.redeemable.benefit.type === 'GIFT_VOUCHER';
  const gift = isGift
    ? {creditsMinor: discountMinor, availableMinor: subtract(credits, discountMinor)}
    : null;
  const used = {checks: [...judged.checks], order, discountMinor, gift, draws: drawsOf(found, discountMinor)};
  return {ok: true, after: order, used, hasEffect: discountMinor > 0};
}

function limitOf(found: FoundRedeemable, facts: IndexedFacts): Refusal | null {
  return found.object === 'voucher' ? limitRefusal(found.redeemable, facts.availabilities) : null;
}

function benefitOf(
  found: FoundRedeemable,
  running: PricedOrder,
  rules: readonly AssignedRule[],
  creditsMinor: Minor,
): Benefit {
  const assigned = rules.flatMap(({rule}) => rule ?? []);
  if (found.object === 'promotion_tier') return applyDiscount(found.redeemable.discount, running, assigned);
  const {benefit} = found.redeemable;
  if (benefit.type === 'DISCOUNT_VOUCHER') return applyDiscount(benefit.discount, running, assigned);
  const wanted = found.creditsMinor;
  if (wanted === null || wanted <= creditsMinor) return payWithCredits(running, wanted, creditsMinor);
  const refusal = {
    code: 'gift_amount_exceeded' as const,
    requestedMinor: wanted,
    availableMinor: creditsMinor,
  };
  return {ok: false, refusal};
}

/** One use of a voucher with a uses limit, and the credits taken from a gift card. Tiers draw nothing. */
function drawsOf(found: FoundRedeemable, creditsMinor: Minor): Draw[] {
  if (found.object === 'promotion_tier') return [];
  const {id, usesLimit, benefit} = found.redeemable;
  const draws: Draw[] = usesLimit === null ? [] : [{account: usesAccount(id), amount: 1}];
  if (benefit.type === 'GIFT_VOUCHER' && creditsMinor > 0) {
    draws.push({account: balanceAccount(id), amount: creditsMinor});
  }
  return draws;
}

function notLoaded(id: ValidationRuleId): AssignedRule {
  return {id, rule: undefined, compiled: undefined};
}

function refused(checks: readonly Check[], refusal: Refusal): Use<PricedOrder, Used, Refused> {
  return {ok: false, refused: {checks, refusal}};
}
