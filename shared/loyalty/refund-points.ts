import {giveBack} from './book-points.ts';
import type {CardStep} from './card-step.ts';
import {type Occasion, transactionOf} from './card-transaction.ts';
import type {LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import {pointsIn, takePoints} from './points-buckets.ts';
import {settleTiers} from './settle-tiers.ts';
import {restoredLastDay, type SpentPoints} from './spent-points.ts';

export type RefundedPoints =
  /** `spent` is what of the redemption is still spent. */
  {readonly ok: true; readonly step: CardStep; readonly spent: SpentPoints} | LoyaltyRefused;

/**
 * Gives points of a redemption back to where they came from, in all or in part (a partial return): those that last
 * longest first, so that a customer who keeps some of the goods keeps the better points.
 */
export function refundPoints(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  redemption: SpentPoints,
  points: number,
  moment: Moment,
  occasion: Omit<Occasion, 'operation'> = {},
): RefundedPoints {
  const spentPoints = pointsIn(redemption.from);
  if (!Number.isSafeInteger(points) || points <= 0 || points > spentPoints || points > card.redeemed)
    return refused({code: 'invalid_amount', points});
  const {left, taken} = takePoints(redemption.from.toReversed(), points);
  const returned = taken.map(bucket => ({
    points: bucket.points,
    usableThrough: restoredLastDay(bucket.usableThrough, redemption.spentOn, moment.today),
  }));
  const after = giveBack(card, returned);
  const transaction = transactionOf('POINTS_REFUND', points, after, moment, {
    operation: 'MANUAL',
    ...occasion,
  });
  const step = settleTiers(after, program, moment.today, [transaction]);
  return {ok: true, step, spent: {...redemption, from: left.toReversed()}};
}
