import type {Stepped} from './accrue-points.ts';
import {canTake, earn, take} from './book-points.ts';
import {type CardTransaction, type Occasion, transactionOf} from './card-transaction.ts';
import {collectPoints} from './collect-points.ts';
import {usableThrough} from './expiration-rule.ts';
import type {LocalDate} from './local-date.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import {replayOf} from './replay-of.ts';
import {settleTiers} from './settle-tiers.ts';

/** Points by hand: positive adds, negative removes. `expiresOn` matters to points that are added. */
export interface Adjustment {
  readonly points: number;
  readonly expiration:
    | {readonly type: 'PROGRAM_RULES' | 'NON_EXPIRING'}
    | {readonly type: 'CUSTOM_DATE'; readonly date: LocalDate | null};
  readonly sourceId?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Adds or removes points by hand; the card must have a holder. `prior` is the stored transaction with the same
 * `sourceId`, where there is one: repeating it changes nothing.
 */
export function adjustBalance(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  adjustment: Adjustment,
  moment: Moment,
  prior: CardTransaction | null = null,
): Stepped {
  const {points, sourceId, reason} = adjustment;
  if (prior !== null) {
    const types: readonly CardTransaction['type'][] = ['POINTS_ADDITION', 'POINTS_REMOVAL'];
    return replayOf(card, prior, {types, points});
  }
  const refusal = refusalOf(card, adjustment, moment);
  if (refusal !== null) return refusal;
  const booked =
    points > 0
      ? earn(card, points, lastDay(adjustment, program, moment.today))
      : take(card, -points, 'subtracted').card;
  const collected = collectPoints(booked, program, points, moment.today);
  const occasion: Occasion = {operation: 'MANUAL', sourceId, reason};
  const type = points > 0 ? 'POINTS_ADDITION' : 'POINTS_REMOVAL';
  const transaction = transactionOf(type, points, collected, moment, occasion);
  return {ok: true, step: settleTiers(collected, program, moment.today, [transaction])};
}

function refusalOf(
  card: LoyaltyCard,
  {points, expiration}: Adjustment,
  {today}: Moment,
): LoyaltyRefused | null {
  const {voucherId} = card;
  if (card.holderId === null) return refused({code: 'holder_missing', voucherId});
  if (expiration.type === 'CUSTOM_DATE' && (expiration.date === null || expiration.date < today))
    return refused({code: 'invalid_expiration_date', date: expiration.date});
  if (points > 0 && canTake(card, points)) return null;
  if (!Number.isSafeInteger(points) || points >= 0) return refused({code: 'invalid_amount', points});
  const availablePoints = balanceOf(card);
  if (-points <= availablePoints) return null;
  return refused({
    code: 'loyalty_card_points_exceeded',
    voucherId,
    requestedPoints: -points,
    availablePoints,
  });
}

function lastDay({expiration}: Adjustment, program: LoyaltyProgram, today: LocalDate): LocalDate | null {
  if (expiration.type === 'CUSTOM_DATE') return expiration.date;
  return expiration.type === 'NON_EXPIRING' ? null : usableThrough(program.expiration, today);
}
