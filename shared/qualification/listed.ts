import type {Candidate} from '../decision/find-redeemable.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {PromotionStack} from '../redeemables/promotion-stack.ts';
import type {PromotionTier} from '../redeemables/promotion-tier.ts';
import type {Voucher} from '../redeemables/voucher.ts';

/** One row that a qualification may have. */
export interface Listed {
  /** A voucher's code, otherwise the id. */
  readonly id: string;
  readonly createdAtMs: EpochMs;
  /** As `decide` sees it; a stack's tiers. */
  readonly candidates: readonly Candidate[];
  readonly thing: Voucher | PromotionTier | PromotionStack | Campaign;
  readonly campaign: Campaign | undefined;
}
