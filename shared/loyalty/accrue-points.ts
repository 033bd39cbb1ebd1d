import {canTake, earn} from './book-points.ts';
import type {CardStep} from './card-step.ts';
import {type TransactionCause, transactionOf} from './card-transaction.ts';
import {collectPoints} from './collect-points.ts';
import {type ExpirationRule, usableThrough} from './expiration-rule.ts';
import type {LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import {settleTiers} from './settle-tiers.ts';

export type Stepped = {readonly ok: true; readonly step: CardStep} | LoyaltyRefused;

/**
 * Credits points that were earned, with the earning rule's own expiration or the program's. The day earned is the
 * day of `moment`: an order that arrives late brings its own.
 */
export function accruePoints(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  accrual: {
    readonly points: number;
    readonly expiration?: ExpirationRule | undefined;
    readonly cause?: TransactionCause | undefined;
  },
  moment: Moment,
): Stepped {
  const {points, expiration = program.expiration, cause} = accrual;
  if (!canTake(card, points)) return refused({code: 'invalid_amount', points});
  const credited = earn(card, points, usableThrough(expiration, moment.today));
  const collected = collectPoints(credited, program, points, moment.today);
  const transaction = transactionOf('POINTS_ACCRUAL', points, collected, moment, {
    operation: 'AUTOMATIC',
    cause,
  });
  return {ok: true, step: settleTiers(collected, program, moment.today, [transaction])};
}
