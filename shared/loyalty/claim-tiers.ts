/**
 * Which tiers a card has a claim to. A *claim* holds from a day through another; the tier is the highest with a claim
 * today (`settle-tiers.ts`). So a tier that ends falls back on what was earned meanwhile, by itself.
 */
import type {LoyaltyTierId} from '../kernel/id.ts';
import {claimEnd} from './claim-end.ts';
import {addDays, endOfPeriod, type LocalDate, startOfPeriod} from './local-date.ts';
import {balanceOf, type LoyaltyCard, type TierClaim} from './loyalty-card.ts';
import {findTier, type LoyaltyProgram} from './loyalty-program.ts';
import {highest, type LoyaltyTier, tierFor} from './loyalty-tier.ts';
import type {BalanceTierRules, PeriodTierRules} from './tier-rules.ts';

/** The card's claims as of `today`, without those that ended or name a tier that is gone. */
export function claimsOn(card: LoyaltyCard, program: LoyaltyProgram, today: LocalDate): TierClaim[] {
  const {tierRules} = program;
  if (tierRules === undefined) return [];
  const alive = card.claims.filter(
    claim => (claim.endsOn === null || claim.endsOn >= today) && findTier(program, claim.tierId) !== null,
  );
  if (tierRules.qualification === 'POINTS_IN_PERIOD')
    return periodClaims(alive, card, program, tierRules, today);
  const deserved = tierFor(program.tiers, balanceOf(card));
  if (tierRules.expiration.type === 'CUSTOM') return fixedClaims(alive, deserved, program, tierRules, today);
  return droppingClaims(alive, deserved, program, tierRules, today);
}

/** The highest tier with a claim that holds today, and the last day of its longest claim. */
export function tierHeld(
  claims: readonly TierClaim[],
  program: LoyaltyProgram,
  today: LocalDate,
): {readonly tier: LoyaltyTier; readonly endsOn: LocalDate | null} | null {
  const running = claims.filter(claim => claim.startsOn <= today);
  const tier = highest(running.flatMap(claim => findTier(program, claim.tierId) ?? []));
  if (tier === null) return null;
  const ends = running.filter(claim => claim.tierId === tier.id).map(claim => claim.endsOn);
  return {tier, endsOn: ends.reduce(later)};
}

/** Points collected in the tier period that `today` lies in. */
export function collectedOn(card: LoyaltyCard, rules: PeriodTierRules, today: LocalDate): number {
  const period = startOfPeriod(rules.period, today);
  return card.collected?.periodStartsOn === period ? card.collected.points : 0;
}

/** BALANCE_DROP: as long as the balance is there; a higher tier lasts for the span after the drop. */
function droppingClaims(
  alive: readonly TierClaim[],
  deserved: LoyaltyTier | null,
  program: LoyaltyProgram,
  {expiration}: BalanceTierRules,
  today: LocalDate,
): TierClaim[] {
  const floor = deserved?.fromPoints ?? -1;
  const higher = alive.filter(claim => (findTier(program, claim.tierId)?.fromPoints ?? -1) > floor);
  const ending = higher.flatMap(claim => {
    if (claim.endsOn !== null) return claim;
    if (expiration.extendIso === undefined && expiration.rounding === undefined) return [];
    return {...claim, endsOn: claimEnd(today, today, expiration)};
  });
  if (deserved === null) return ending;
  const since = alive.find(claim => claim.tierId === deserved.id)?.startsOn ?? today;
  return [...ending, {tierId: deserved.id, startsOn: since, endsOn: null}];
}

/** CUSTOM: from the day it was reached for the span, whatever becomes of the balance. */
function fixedClaims(
  alive: readonly TierClaim[],
  deserved: LoyaltyTier | null,
  program: LoyaltyProgram,
  {expiration}: BalanceTierRules,
  today: LocalDate,
): TierClaim[] {
  const held = tierHeld(alive, program, today)?.tier.fromPoints ?? -1;
  if (deserved === null || deserved.fromPoints <= held) return [...alive];
  const endsOn = claimEnd(today, today, expiration);
  return [...alive, {tierId: deserved.id, startsOn: today, endsOn}];
}

/** One claim per tier and period, once its points are collected; withdrawn if they are corrected away in the period. */
function periodClaims(
  alive: readonly TierClaim[],
  card: LoyaltyCard,
  program: LoyaltyProgram,
  rules: PeriodTierRules,
  today: LocalDate,
): TierClaim[] {
  const period = startOfPeriod(rules.period, today);
  const collected = collectedOn(card, rules, today);
  const kept = alive.filter(
    claim => claim.earnedIn !== period || (findTier(program, claim.tierId)?.fromPoints ?? 0) <= collected,
  );
  const deserved = tierFor(program.tiers, collected);
  const isNew = !kept.some(claim => claim.earnedIn === period && claim.tierId === deserved?.id);
  return deserved !== null && isNew ? [...kept, newClaim(deserved.id, rules, today)] : kept;
}

function newClaim(tierId: LoyaltyTierId, rules: PeriodTierRules, today: LocalDate): TierClaim {
  const {period, start, expiration} = rules;
  const startsOn = start === 'IMMEDIATE' ? today : addDays(endOfPeriod(period, today), 1);
  const endOfStart = endOfPeriod(period, startsOn);
  const bases = {
    END_OF_PERIOD: endOfStart,
    END_OF_NEXT_PERIOD: endOfPeriod(period, addDays(endOfStart, 1)),
    CUSTOM: startsOn,
  };
  const endsOn = claimEnd(startsOn, bases[expiration.type], expiration);
  return {tierId, startsOn, endsOn, earnedIn: startOfPeriod(period, today)};
}

function later(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}
