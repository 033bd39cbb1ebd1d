import {collectedOn} from './claim-tiers.ts';
import {type LocalDate, startOfPeriod} from './local-date.ts';
import {effectiveDay, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';

/**
 * Counts points towards the tier period: those earned and added, less those removed by hand. Transfers, redemptions,
 * refunds and expiration do not count, so that nobody climbs by moving the same points about. What arrives after its
 * period has ended counts in the period in which it arrives.
 */
export function collectPoints(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  points: number,
  day: LocalDate,
): LoyaltyCard {
  const today = effectiveDay(card, day);
  const {tierRules} = program;
  if (tierRules?.qualification !== 'POINTS_IN_PERIOD') return card;
  const periodStartsOn = startOfPeriod(tierRules.period, today);
  const sum = Math.max(0, collectedOn(card, tierRules, today) + points);
  return {...card, collected: {periodStartsOn, points: sum}};
}
