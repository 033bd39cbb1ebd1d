import {type CardTransaction, transactionOf} from './card-transaction.ts';
import {checkedCard, type LoyaltyCard} from './loyalty-card.ts';
import type {Moment} from './moment.ts';
import {type PointsBucket, pointsIn} from './points-buckets.ts';

/**
 * Takes away what could be spent through yesterday at the latest. `reservedPoints` are held or leased to a till: it
 * may have spent them in time and not have told yet, so that many of the soonest stay until it has.
 */
export function expirePoints(
  card: LoyaltyCard,
  moment: Moment,
  reservedPoints = 0,
): {readonly card: LoyaltyCard; readonly transactions: readonly CardTransaction[]} {
  let reserved = reservedPoints;
  const left: PointsBucket[] = [];
  for (const bucket of card.buckets) {
    const isOver = bucket.usableThrough !== null && bucket.usableThrough < moment.today;
    const points = isOver ? Math.min(bucket.points, reserved) : bucket.points;
    reserved -= Math.min(bucket.points, reserved);
    if (points > 0) left.push({...bucket, points});
  }
  const points = pointsIn(card.buckets) - pointsIn(left);
  if (points === 0) return {card, transactions: []};
  const after = checkedCard({...card, expired: card.expired + points, buckets: left});
  const occasion = {operation: 'AUTOMATIC' as const};
  return {card: after, transactions: [transactionOf('POINTS_EXPIRATION', -points, after, moment, occasion)]};
}
