import type {CardStep, TierEvent} from './card-step.ts';
import type {CardTransaction} from './card-transaction.ts';
import {claimsOn, tierHeld} from './claim-tiers.ts';
import type {LocalDate} from './local-date.ts';
import {effectiveDay, type LoyaltyCard} from './loyalty-card.ts';
import {findTier, type LoyaltyProgram} from './loyalty-program.ts';

/** Brings the card's tier up to date and tells the change, if there is one, after the transactions that caused it. */
export function settleTiers(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  day: LocalDate,
  transactions: readonly CardTransaction[] = [],
): CardStep {
  const today = effectiveDay(card, day);
  const claims = claimsOn(card, program, today);
  const held = tierHeld(claims, program, today);
  const tier = held === null ? null : {tierId: held.tier.id, endsOn: held.endsOn};
  const event = changeOf(card.tier, tier, program, today);
  return {
    card: {...card, claims, tier, touchedOn: today},
    transactions,
    tierEvents: event === null ? [] : [event],
  };
}

function changeOf(
  before: LoyaltyCard['tier'],
  after: LoyaltyCard['tier'],
  program: LoyaltyProgram,
  on: LocalDate,
): TierEvent | null {
  const type = kindOfChange(before, after, program);
  if (type === null) return null;
  return {type, from: before?.tierId ?? null, to: after?.tierId ?? null, on, endsOn: after?.endsOn ?? null};
}

function kindOfChange(
  before: LoyaltyCard['tier'],
  after: LoyaltyCard['tier'],
  program: LoyaltyProgram,
): TierEvent['type'] | null {
  if (before === null) return after === null ? null : 'joined';
  if (after === null) return 'left';
  if (before.tierId === after.tierId) return isLonger(before.endsOn, after.endsOn) ? 'prolonged' : null;
  const [from, to] = [findTier(program, before.tierId), findTier(program, after.tierId)];
  return (to?.fromPoints ?? 0) > (from?.fromPoints ?? 0) ? 'upgraded' : 'downgraded';
}

function isLonger(before: LocalDate | null, after: LocalDate | null): boolean {
  return before !== null && (after === null || after > before);
}
