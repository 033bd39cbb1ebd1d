import type {CustomerId} from '../kernel/id.ts';
import {take} from './book-points.ts';
import type {CardStep} from './card-step.ts';
import {type Occasion, transactionOf} from './card-transaction.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import {settleTiers} from './settle-tiers.ts';
import type {SpentPoints} from './spent-points.ts';

export type RedeemedPoints =
  | {readonly ok: true; readonly step: CardStep; readonly spent: SpentPoints}
  | LoyaltyRefused;

/**
 * Spends points, soonest-expiring first. Whoever is known to redeem must be the holder, where the card has one;
 * `customerId` null: nobody is attached, and the card alone speaks. What a decision lets a card pay, it pays (DE6).
 */
export function redeemPoints(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  asked: {readonly points: number; readonly customerId: CustomerId | null} & Omit<Occasion, 'operation'>,
  moment: Moment,
): RedeemedPoints {
  const {points, customerId, ...occasion} = asked;
  const {voucherId, holderId} = card;
  if (holderId !== null && customerId !== null && customerId !== holderId)
    return refused({code: 'invalid_customer', voucherId, customerId});
  if (!Number.isSafeInteger(points) || points <= 0) return refused({code: 'invalid_amount', points});
  const availablePoints = balanceOf(card);
  if (points > availablePoints)
    return refused({
      code: 'loyalty_card_points_exceeded',
      voucherId,
      requestedPoints: points,
      availablePoints,
    });
  const {card: after, taken} = take(card, points, 'redeemed');
  const transaction = transactionOf('POINTS_REDEMPTION', -points, after, moment, {
    operation: 'MANUAL',
    ...occasion,
  });
  const step = settleTiers(after, program, moment.today, [transaction]);
  return {ok: true, step, spent: {spentOn: moment.today, from: [...taken]}};
}
