import {type Catalogue, findProduct} from '../catalog/catalogue.ts';
import {entryAccounts} from '../giveaway/judge-entries.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import {
  type AccountKey,
  balanceAccount,
  pointsAccount,
  trustAccount,
  usesAccount,
} from '../ledger/account-key.ts';
import {stockAccount} from '../loyalty/reward-assignment.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Reward} from '../redeemables/reward.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import type {CounterScope} from '../rules/counter-scope.ts';
import {countersOf} from '../rules/counters-of.ts';
import {unitCountersOf} from '../rules/unit-counters-of.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import {counterScopeOf} from './counter-scope-of.ts';
import type {ProjectSettings} from './facts.ts';
import {ruleGroupsOf} from './find-redeemable.ts';
import type {GatheredRedeemables} from './gather-redeemables.ts';
import type {DecisionRequest} from './request.ts';
import {productOf} from './unit-counters.ts';

interface CountingRule {
  readonly rule: ValidationRule;
  readonly scope: CounterScope;
}

/** The limited things that a decision may draw on: vouchers' own, rewards in stock, counters, and what is trusted. */
export function accountsOf(
  redeemables: GatheredRedeemables,
  catalogue: Catalogue,
  request: DecisionRequest,
  {timeZone: projectZone, firstDayOfWeek = 1}: ProjectSettings,
  nowMs: EpochMs,
): readonly AccountKey[] {
  const {vouchers, promotionTiers} = redeemables;
  const campaigns = new Map(redeemables.campaigns.map(one => [one.id, one]));
  const rules = new Map(redeemables.validationRules.map(rule => [rule.id, rule]));
  const moment = {nowMs, zone: request.timeZone ?? projectZone, firstDayOfWeek};
  const countingRules = (redeemable: Voucher | PromotionTier): readonly CountingRule[] =>
    ruleGroupsOf(redeemable, campaigns).flatMap(({campaignId, ruleIds}) => {
      const scope = counterScopeOf(redeemable.id, campaignId, request, moment);
      return ruleIds.flatMap(id => {
        const rule = rules.get(id);
        return rule === undefined ? [] : {rule, scope};
      });
    });
  const counting = [...vouchers, ...promotionTiers].flatMap(countingRules);
  const products = productNames(request, catalogue);
  return [
    ...vouchers.flatMap(ofVoucher),
    ...redeemables.campaigns.flatMap(({id: campaignId, giveaway}) =>
      giveaway === undefined ? [] : entryAccounts(giveaway, {campaignId, customerId: request.customerId}),
    ),
    ...redeemables.campaigns.flatMap(({id, offlinePolicy}) =>
      offlinePolicy?.kind === 'trust_up_to' ? trustAccount(id) : [],
    ),
    ...redeemables.rewards.flatMap(ofReward),
    ...counting.flatMap(({rule, scope}) => countersOf(rule, scope)),
    ...counting.flatMap(({rule, scope}) =>
      unitCountersOf(rule.applicableTo, scope, products).flatMap(({account}) => account ?? []),
    ),
  ];
}

function ofVoucher({id, usesLimit, benefit}: Voucher): readonly AccountKey[] {
  const uses = usesLimit === null ? [] : [usesAccount(id)];
  if (benefit.type === 'GIFT_VOUCHER') return [...uses, balanceAccount(id)];
  return benefit.type === 'LOYALTY_CARD' ? [...uses, pointsAccount(id)] : uses;
}

function ofReward({id, reward}: Reward): readonly AccountKey[] {
  return reward.type === 'MATERIAL' && reward.stockLimit !== undefined ? [stockAccount(id)] : [];
}

/** The products in the cart as the priced order names them. */
function productNames({cart}: DecisionRequest, catalogue: Catalogue): readonly string[] {
  const named = cart.lines.map(line =>
    productOf({productId: findProduct(catalogue, line)?.id ?? line.productId, sourceId: line.sourceId}),
  );
  return [...new Set(named)];
}
