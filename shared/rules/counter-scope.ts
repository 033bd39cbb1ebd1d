import type {CampaignId, CustomerId, PromotionTierId, VoucherId} from '../kernel/id.ts';
import type {Moment} from './moment.ts';

/** Whose counters a redeemable's rules look at. */
export interface CounterScope {
  /** null: a voucher of its own, which is its own campaign (R31). */
  readonly campaignId: CampaignId | null;
  /** The voucher or tier itself. */
  readonly incentiveId: VoucherId | PromotionTierId;
  readonly customerId: CustomerId | null;
  /** Who redeems. */
  readonly apiKeyId: string | null;
  readonly userLogin: string | null;
  /** When: picks the day, week and month. */
  readonly moment: Moment;
}
