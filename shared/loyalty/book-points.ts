/**
 * The only ways in which points come to a card or leave it. Each returns a card that balances (LY1, LY2); what is
 * not there to be taken is the caller's bug, because callers refuse first.
 */
import {assert} from '../kernel/assert.ts';
import type {LocalDate} from './local-date.ts';
import {checkedCard, type LoyaltyCard} from './loyalty-card.ts';
import {type PointsBucket, pointsIn, putPoints, takePoints} from './points-buckets.ts';

/** More than this in one go, or in a card's life, is a mistake and is refused; sums stay exact far beyond it. */
const mostPoints = 1_000_000_000_000;

/** Whether so many points can be added. */
export function canTake(card: LoyaltyCard, points: number): boolean {
  return Number.isSafeInteger(points) && points > 0 && card.earned + points <= mostPoints;
}

export function earn(card: LoyaltyCard, points: number, usableThrough: LocalDate | null): LoyaltyCard {
  const buckets = putPoints(card.buckets, points, usableThrough);
  return checkedCard({...card, earned: card.earned + points, buckets});
}

/** Takes points from the soonest-expiring buckets; `taken` says from which. */
export function take(
  card: LoyaltyCard,
  points: number,
  as: 'redeemed' | 'subtracted',
): {readonly card: LoyaltyCard; readonly taken: readonly PointsBucket[]} {
  assert(points >= 0 && points <= pointsIn(card.buckets), `card ${card.voucherId}: cannot take ${points}`);
  const {left, taken} = takePoints(card.buckets, points);
  return {card: checkedCard({...card, [as]: card[as] + points, buckets: left}), taken};
}

/** Puts redeemed points back into the given buckets. */
export function giveBack(card: LoyaltyCard, returned: readonly PointsBucket[]): LoyaltyCard {
  const buckets = returned.reduce<readonly PointsBucket[]>(
    (into, {points, usableThrough}) => putPoints(into, points, usableThrough),
    card.buckets,
  );
  return checkedCard({...card, redeemed: card.redeemed - pointsIn(returned), buckets: [...buckets]});
}
