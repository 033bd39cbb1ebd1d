/**
 * What the midnight of the project's zone does to a card, in this order: waiting points become spendable, the
 * automatic reward is bought, tiers end and begin, points expire, and tiers that look at the balance look again.
 *
 * Always true (SPEC.md): LY30 a second run on the same day changes nothing; LY31 nights that nobody worked off are
 * worked off one after the other, as if they had been.
 */
import type {EpochMs} from '../kernel/epoch.ts';
import {type AutoRedemption, autoRedeem, canAutoRedeem} from './auto-redeem.ts';
import {canTake} from './book-points.ts';
import type {CardStep} from './card-step.ts';
import type {CardTransaction} from './card-transaction.ts';
import {activated} from './change-pending-points.ts';
import {expirePoints} from './expire-points.ts';
import {addDays, type LocalDate} from './local-date.ts';
import {effectiveDay, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type Moment, momentOf} from './moment.ts';
import {settleTiers} from './settle-tiers.ts';

export interface NightGiven {
  /** The project's IANA zone. */
  readonly zone: string;
  /** Points of the card that a session holds or a till leases. */
  readonly reservedPoints?: number;
  /** Of the automatic reward; absent: no limit. */
  readonly stockLeft?: number;
}

export interface Night extends CardStep {
  readonly redemptions: readonly AutoRedemption[];
}

/** Works off every midnight up to and with the one that began the day of `atMs`; all are booked at `atMs`. */
export function midnight(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  atMs: EpochMs,
  given: NightGiven,
): Night {
  const last = momentOf(atMs, given.zone);
  let night: Night = {card, transactions: [], tierEvents: [], redemptions: []};
  for (;;) {
    const today = nextDue(night.card, program, last.today);
    if (today === null) return {...night, card: passed(night.card, last.today)};
    night = oneNight(night, program, {atMs, today}, given);
  }
}

function oneNight(before: Night, program: LoyaltyProgram, moment: Moment, given: NightGiven): Night {
  const awake = activateDue(before.card, program, moment);
  const bought = autoRedeem(awake.card, program, moment, stockLeft(before, given));
  const tiers = settleTiers(bought.card, program, moment.today);
  const expired = expirePoints(tiers.card, moment, given.reservedPoints);
  const settled = settleTiers(expired.card, program, moment.today);
  return {
    card: passed(settled.card, moment.today),
    transactions: [
      ...before.transactions,
      ...awake.transactions,
      ...bought.transactions,
      ...expired.transactions,
    ],
    tierEvents: [...before.tierEvents, ...tiers.tierEvents, ...settled.tierEvents],
    redemptions: [...before.redemptions, ...bought.redemptions],
  };
}

function activateDue(card: LoyaltyCard, program: LoyaltyProgram, moment: Moment) {
  const transactions: CardTransaction[] = [];
  let after = card;
  for (const entry of card.pending) {
    const isDue = entry.state === 'PENDING' && entry.activatesOn <= moment.today;
    if (!isDue || !canTake(after, entry.points)) continue;
    const step = activated(after, program, entry, moment, 'AUTOMATIC');
    after = step.card;
    transactions.push(step.transaction);
  }
  return {card: after, transactions};
}

/**
 * The earliest day after the last one worked off, and not after `today`, on which there is something to do. A card
 * that no midnight has seen starts today, and none goes back before what has happened to the card since.
 */
function nextDue(card: LoyaltyCard, program: LoyaltyProgram, today: LocalDate): LocalDate | null {
  const next = effectiveDay(card, card.midnightOn === undefined ? today : addDays(card.midnightOn, 1));
  const days = [
    ...card.pending.filter(entry => entry.state === 'PENDING').map(entry => entry.activatesOn),
    ...card.buckets.flatMap(({usableThrough}) => (usableThrough === null ? [] : addDays(usableThrough, 1))),
    ...card.claims.flatMap(({endsOn}) => (endsOn === null ? [] : addDays(endsOn, 1))),
    ...card.claims.map(({startsOn}) => startsOn).filter(startsOn => startsOn >= next),
    ...(canAutoRedeem(card, program) ? [next] : []),
  ];
  const soonest = days.reduce<LocalDate | null>(
    (first, day) => (first === null || day < first ? day : first),
    null,
  );
  if (soonest === null) return null;
  const due = soonest < next ? next : soonest;
  return due <= today ? due : null;
}

/** A run with an older clock takes no night back. */
function passed(card: LoyaltyCard, today: LocalDate): LoyaltyCard {
  const isNewer = card.midnightOn === undefined || card.midnightOn < today;
  return isNewer ? {...card, midnightOn: today} : card;
}

function stockLeft(before: Night, {stockLeft: stock}: NightGiven): number | null {
  if (stock === undefined) return null;
  return stock - before.redemptions.reduce((sum, {rewards}) => sum + rewards, 0);
}
