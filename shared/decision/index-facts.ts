import {type Catalogue, catalogueOf} from '../catalog/catalogue.ts';
import {normaliseCode} from '../codes/normalise-code.ts';
import type {ValidationRuleId} from '../kernel/id.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {Availabilities} from '../redeemables/limits.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';
import {compileRules} from '../rules/compile-rules.ts';
import type {AssignedRule} from '../rules/judge-rules.ts';
import type {Facts} from './facts.ts';

/** Facts by key, and their rules compiled: made once per decision. */
export interface IndexedFacts {
  readonly catalogue: Catalogue;
  readonly vouchersByCode: ReadonlyMap<string, Voucher>;
  readonly vouchersById: ReadonlyMap<string, Voucher>;
  readonly tiers: ReadonlyMap<string, PromotionTier>;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly rules: ReadonlyMap<ValidationRuleId, AssignedRule>;
  readonly availabilities: Availabilities;
}

export function indexFacts(facts: Facts): IndexedFacts {
  const {codesCaseSensitive} = facts.settings;
  return {
    catalogue: catalogueOf(facts.products),
    vouchersByCode: new Map(facts.vouchers.map(v => [normaliseCode(v.code, codesCaseSensitive), v])),
    vouchersById: new Map(facts.vouchers.map(v => [v.id, v])),
    tiers: new Map(facts.promotionTiers.map(tier => [tier.id, tier])),
    campaigns: new Map(facts.campaigns.map(campaign => [campaign.id, campaign])),
    rules: new Map(
      facts.validationRules.map(rule => [rule.id, {id: rule.id, rule, compiled: compileRules(rule.rules)}]),
    ),
    availabilities: new Map(facts.availability.map(one => [one.account, one])),
  };
}
