import type {Catalogue} from '../catalog/catalogue.ts';
import type {Customer} from '../customer/customer.ts';
import type {ProjectSettings} from '../decision/facts.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CampaignId} from '../kernel/id.ts';
import type {LoyaltyTier} from '../loyalty/loyalty-tier.ts';
import type {Campaign} from '../redeemables/campaign.ts';
import type {ValidationRule} from '../rules/validation-rule.ts';
import type {EarningEvent} from './earning-event.ts';
import type {EarningRule} from './earning-rule.ts';

/** What happened, to whom, and everything that earning rules may look at. */
export interface EarningGiven {
  readonly event: EarningEvent;
  /** When it happened. */
  readonly atMs: EpochMs;
  readonly settings: ProjectSettings;
  /** Whose card the points go to. */
  readonly customer: Customer | null;
  readonly catalogue: Catalogue;
  readonly rules: readonly EarningRule[];
  readonly campaigns: readonly Campaign[];
  readonly validationRules: readonly ValidationRule[];
  /** The customer's cards by program, with the tier held when it happened. */
  readonly cards: ReadonlyMap<CampaignId, {readonly tier: LoyaltyTier | null}>;
}
