import type {CustomerId, VoucherId} from '../kernel/id.ts';
import {accruePoints} from './accrue-points.ts';
import type {CardStep} from './card-step.ts';
import {emptyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import type {Moment} from './moment.ts';
import {settleTiers} from './settle-tiers.ts';

/**
 * A new card of the program with its initial points, and the tier that zero points or these are worth. The midnight
 * before it was opened owes it nothing.
 */
export function openCard(
  voucherId: VoucherId,
  program: LoyaltyProgram,
  holderId: CustomerId | null,
  moment: Moment,
): CardStep {
  const empty = {...emptyCard(voucherId, program, holderId), midnightOn: moment.today};
  const points = program.initialPoints ?? 0;
  const opened = points === 0 ? null : accruePoints(empty, program, {points}, moment);
  return opened?.ok ? opened.step : settleTiers(empty, program, moment.today);
}
