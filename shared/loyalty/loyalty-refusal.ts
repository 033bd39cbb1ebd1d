import type {CustomerId, Id, VoucherId} from '../kernel/id.ts';
import type {LocalDate} from './local-date.ts';
import type {PendingState} from './pending-points.ts';

/** Why a card was not changed; the codes are Voucherify's keys where it has one. */
export type LoyaltyRefusal =
  /** Only a card that was published to somebody takes part. */
  | {readonly code: 'holder_missing'; readonly voucherId: VoucherId}
  | {readonly code: 'invalid_customer'; readonly voucherId: VoucherId; readonly customerId: CustomerId}
  | {readonly code: 'invalid_amount'; readonly points: number}
  | {
      readonly code: 'loyalty_card_points_exceeded';
      readonly voucherId: VoucherId;
      readonly requestedPoints: number;
      readonly availablePoints: number;
    }
  | {readonly code: 'invalid_expiration_date'; readonly date: LocalDate | null}
  | {readonly code: 'duplicate_source_id'; readonly sourceId: string}
  | {readonly code: 'pending_points_unknown'; readonly pendingPointsId: Id<'lopp'>}
  | {
      readonly code: 'invalid_pending_points_state';
      readonly pendingPointsId: Id<'lopp'>;
      readonly state: PendingState;
    }
  | {readonly code: 'same_card'; readonly voucherId: VoucherId};
export type LoyaltyRefused = {readonly ok: false; readonly refusal: LoyaltyRefusal};

export function refused(refusal: LoyaltyRefusal): LoyaltyRefused {
  return {ok: false, refusal};
}
