import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {PromotionTier} from '../../shared/redeemables/promotion-tier.ts';
import type {StandingDocuments} from './standing-documents.ts';

/**
 * The promotion tiers that could apply now, lowest hierarchy first. Leaves out what is switched off or outside
 * its dates, and what a manager switched off here a moment ago (`withheld`), so that no cashier reads about promotions nobody asked for; `decide` judges the rest.
 */
export function activeTiers(
  {promotionTiers, campaigns}: StandingDocuments,
  nowMs: EpochMs,
  withheld: ReadonlySet<string> = new Set(),
): PromotionTier[] {
  return [...promotionTiers.values()]
    .filter(tier => {
      const campaign = campaigns.get(tier.campaignId);
      if (withheld.has(tier.id) || withheld.has(tier.campaignId)) return false;
      return runs(tier, nowMs) && campaign !== undefined && runs(campaign, nowMs);
    })
    .sort((a, b) => a.hierarchy - b.hierarchy || (a.id < b.id ? -1 : 1));
}

interface Dated {
  readonly active: boolean;
  readonly startsAtMs: EpochMs | null;
  readonly endsAtMs: EpochMs | null;
}

/** Generous at the edges: an instant too early or late here costs a refusal in words, not a discount. */
function runs({active, startsAtMs, endsAtMs}: Dated, nowMs: EpochMs): boolean {
  return active && (startsAtMs === null || startsAtMs <= nowMs) && (endsAtMs === null || nowMs <= endsAtMs);
}
