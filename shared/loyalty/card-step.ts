import type {LoyaltyTierId} from '../kernel/id.ts';
import type {CardTransaction} from './card-transaction.ts';
import type {LocalDate} from './local-date.ts';
import type {LoyaltyCard} from './loyalty-card.ts';

/** What happened to a card's tier; `from` and `to` are null where there was or is none. */
export interface TierEvent {
  readonly type: 'joined' | 'left' | 'upgraded' | 'downgraded' | 'prolonged';
  readonly from: LoyaltyTierId | null;
  readonly to: LoyaltyTierId | null;
  readonly on: LocalDate;
  /** Last day of the tier that is held now; null: open. */
  readonly endsOn: LocalDate | null;
}

/** A card after an operation, with everything that is to be stored and told. */
export interface CardStep {
  readonly card: LoyaltyCard;
  readonly transactions: readonly CardTransaction[];
  readonly tierEvents: readonly TierEvent[];
}
