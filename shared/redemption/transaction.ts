/**
 * The shop's own name of a transaction (Vouchery): it may come later than the redemption, be replaced, and alone is
 * enough to cancel, whether the redemption was confirmed or not (RD14, RD15).
 */
import type {RedemptionId} from '../kernel/id.ts';
import type {Hold} from '../ledger/hold.ts';
import type {Redemption} from './redemption-record.ts';
import {holdsOf, type Reservation} from './reservation.ts';

type NameRefusal =
  | {readonly code: 'transaction_id_empty'}
  /** Another redemption goes by this name. */
  | {readonly code: 'transaction_id_taken'; readonly redemptionId: RedemptionId}
  /** It was canceled or rolled back: there is no transaction to name. */
  | {readonly code: 'transaction_over'};

export type Named<T> =
  | {readonly ok: true; readonly named: T}
  | {readonly ok: false; readonly refusal: NameRefusal};

/** Sets or replaces the name. `takenBy` is what goes by it already, null for nobody. */
export function nameReservation(
  reservation: Reservation,
  transactionId: string,
  takenBy: RedemptionId | null,
): Named<Reservation> {
  const refusal = nameRefusal(reservation.id, reservation.state === 'canceled', transactionId, takenBy);
  if (refusal !== null) return {ok: false, refusal};
  return {ok: true, named: {...reservation, occasion: {...reservation.occasion, transactionId}}};
}

/** The same for a redemption that stands: a single one, or a parent with its children. */
export function nameRedemptions(
  redemption: Redemption,
  children: readonly Redemption[],
  transactionId: string,
  takenBy: RedemptionId | null,
): Named<readonly Redemption[]> {
  const isOver = redemption.rollback !== undefined;
  const refusal = nameRefusal(redemption.id, isOver, transactionId, takenBy);
  if (refusal !== null) return {ok: false, refusal};
  return {ok: true, named: [redemption, ...children].map(one => ({...one, transactionId}))};
}

function nameRefusal(
  id: RedemptionId,
  isOver: boolean,
  transactionId: string,
  takenBy: RedemptionId | null,
): NameRefusal | null {
  if (transactionId.trim() === '') return {code: 'transaction_id_empty'};
  if (isOver) return {code: 'transaction_over'};
  return takenBy !== null && takenBy !== id ? {code: 'transaction_id_taken', redemptionId: takenBy} : null;
}

/** What goes by a transaction id: a reservation with its holds, or a redemption that was made in one step. */
export type Transaction =
  | {readonly kind: 'reservation'; readonly reservation: Reservation; readonly holds: readonly Hold[]}
  | {readonly kind: 'redemption'; readonly redemption: Redemption};

export type Cancelation =
  /** Not confirmed: its holds are let go. */
  | {
      readonly ok: true;
      readonly do: 'release';
      readonly reservation: Reservation;
      readonly holds: readonly Hold[];
    }
  /** Confirmed: the redemption is rolled back, by `planRollback`. */
  | {readonly ok: true; readonly do: 'roll_back'; readonly redemptionId: RedemptionId}
  | {
      readonly ok: false;
      readonly refusal: {readonly code: 'transaction_unknown'} | {readonly code: 'already_canceled'};
    };

/** Cancels what goes by a transaction id; null: nothing does. */
export function cancelTransaction(found: Transaction | null): Cancelation {
  if (found === null) return {ok: false, refusal: {code: 'transaction_unknown'}};
  if (found.kind === 'redemption') {
    const {id, parentId, rollback} = found.redemption;
    if (rollback !== undefined) return {ok: false, refusal: {code: 'already_canceled'}};
    return {ok: true, do: 'roll_back', redemptionId: parentId ?? id};
  }
  const {reservation, holds} = found;
  if (reservation.state === 'canceled') return {ok: false, refusal: {code: 'already_canceled'}};
  if (reservation.state === 'confirmed') return {ok: true, do: 'roll_back', redemptionId: reservation.id};
  return {
    ok: true,
    do: 'release',
    reservation: {...reservation, state: 'canceled'},
    holds: holdsOf(reservation, holds).filter(hold => hold.state === 'held'),
  };
}
