/**
 * Points that wait: added by an order, then activated, canceled or adjusted, each only while they wait. Only an
 * activation changes the balance.
 */
import type {Id, OrderId} from '../kernel/id.ts';
import type {Stepped} from './accrue-points.ts';
import {canTake, earn} from './book-points.ts';
import {type CardTransaction, transactionOf} from './card-transaction.ts';
import {collectPoints} from './collect-points.ts';
import {usableThrough} from './expiration-rule.ts';
import type {LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {type LoyaltyRefused, refused} from './loyalty-refusal.ts';
import type {Moment} from './moment.ts';
import type {PendingPoints} from './pending-points.ts';
import {settleTiers} from './settle-tiers.ts';

type Changed = {readonly ok: true; readonly card: LoyaltyCard} | LoyaltyRefused;

/** Puts earned points on the waiting list; the same id again changes nothing. */
export function addPendingPoints(card: LoyaltyCard, entry: PendingPoints): Changed {
  if (card.pending.some(({id}) => id === entry.id)) return {ok: true, card};
  if (!canTake(card, entry.points)) return refused({code: 'invalid_amount', points: entry.points});
  return {ok: true, card: {...card, pending: [...card.pending, entry]}};
}

/** Makes waiting points spendable; they expire counting from today. */
export function activatePendingPoints(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  id: Id<'lopp'>,
  moment: Moment,
): Stepped {
  const waiting = findWaiting(card, id);
  if (!waiting.ok) return waiting;
  if (!canTake(card, waiting.entry.points))
    return refused({code: 'invalid_amount', points: waiting.entry.points});
  const {card: after, transaction} = activated(card, program, waiting.entry, moment, 'MANUAL');
  return {ok: true, step: settleTiers(after, program, moment.today, [transaction])};
}

/** The booking of an activation, without the tiers. */
export function activated(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  entry: PendingPoints,
  moment: Moment,
  operation: 'AUTOMATIC' | 'MANUAL',
): {readonly card: LoyaltyCard; readonly transaction: CardTransaction} {
  const {points, expiration = program.expiration, earningRuleId, orderId, id} = entry;
  const credited = earn(card, points, usableThrough(expiration, moment.today));
  const collected = collectPoints(credited, program, points, moment.today);
  const after = replaced(collected, {...entry, state: 'ACTIVATED'});
  const cause = {earningRuleId, pendingPointsId: id, ...(orderId === undefined ? {} : {orderId})};
  const occasion = {operation, cause};
  return {
    card: after,
    transaction: transactionOf('PENDING_POINTS_ACTIVATION', points, after, moment, occasion),
  };
}

/** Takes waiting points away for good. */
export function cancelPendingPoints(card: LoyaltyCard, id: Id<'lopp'>): Changed {
  const waiting = findWaiting(card, id);
  return waiting.ok ? {ok: true, card: replaced(card, {...waiting.entry, state: 'CANCELED'})} : waiting;
}

/** Takes away all that waits for an order, as when it is returned; what was activated before stays. */
export function cancelPendingOfOrder(card: LoyaltyCard, orderId: OrderId): LoyaltyCard {
  const isOfOrder = (entry: PendingPoints) => entry.state === 'PENDING' && entry.orderId === orderId;
  const pending = card.pending.map(entry =>
    isOfOrder(entry) ? {...entry, state: 'CANCELED' as const} : entry,
  );
  return {...card, pending};
}

/** Adds to waiting points or takes some away; at least one must remain, otherwise they are to be canceled. */
export function adjustPendingPoints(card: LoyaltyCard, id: Id<'lopp'>, change: number): Changed {
  const waiting = findWaiting(card, id);
  if (!waiting.ok) return waiting;
  const points = waiting.entry.points + change;
  if (!Number.isSafeInteger(change) || change === 0 || !canTake(card, points))
    return refused({code: 'invalid_amount', points: change});
  return {ok: true, card: replaced(card, {...waiting.entry, points})};
}

function findWaiting(
  card: LoyaltyCard,
  id: Id<'lopp'>,
): {readonly ok: true; readonly entry: PendingPoints} | LoyaltyRefused {
  const entry = card.pending.find(one => one.id === id);
  if (entry === undefined) return refused({code: 'pending_points_unknown', pendingPointsId: id});
  if (entry.state === 'PENDING') return {ok: true, entry};
  return refused({code: 'invalid_pending_points_state', pendingPointsId: id, state: entry.state});
}

function replaced(card: LoyaltyCard, entry: PendingPoints): LoyaltyCard {
  return {...card, pending: card.pending.map(one => (one.id === entry.id ? entry : one))};
}
