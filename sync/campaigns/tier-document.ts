import {toDiscount} from '../../shared/api/discount-body.ts';
import {windowsMember} from '../../shared/api/windows-body.ts';
import type {ValidationRuleId} from '../../shared/kernel/id.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {TierRecord} from '../storage/tiers/tier-record.ts';
import {toEpochMs} from './campaign-document.ts';

/** A promotion tier as decisions and tills see it. */
export function tierDocument(tier: TierRecord, ruleIds: readonly ValidationRuleId[]): PromotionTier {
  return {
    kind: 'promotion_tier',
    id: tier.id,
    version: tier.version,
    name: tier.name,
    banner: tier.banner,
    campaignId: tier.campaignId,
    discount: toDiscount(tier.discount),
    hierarchy: tier.hierarchy,
    active: tier.active,
    startsAtMs: toEpochMs(tier.startsAt),
    endsAtMs: toEpochMs(tier.endsAt),
    ...windowsMember(tier.windows, toEpochMs(tier.startsAt)),
    ruleIds: [...ruleIds].sort(),
    metadata: tier.metadata,
  };
}
