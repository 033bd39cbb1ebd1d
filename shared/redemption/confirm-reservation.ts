/**
 * The second step of a two-phase redemption: nothing of the transaction changed, every redeemable is still valid, and
 * the holds are captured. The customer pays what was reserved, whatever the promotion says since (RD13).
 */
import type {Decision} from '../decision/decision.ts';
import {contentHash} from '../kernel/content-hash.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {RedemptionId} from '../kernel/id.ts';
import type {Hold} from '../ledger/hold.ts';
import type {Cart} from '../order/cart.ts';
import type {Refusal} from '../reasons/refusal.ts';
import {type RedemptionRecords, redemptionRecords} from './redemption-records.ts';
import {appliedOf, holdsOf, type Reservation} from './reservation.ts';

type ConfirmRefusal =
  | {readonly code: 'reservation_canceled'}
  | {readonly code: 'already_confirmed'; readonly redemptionId: RedemptionId}
  | {readonly code: 'transaction_changed'}
  /** The first redeemable that may not be redeemed any more; null where it is no longer found at all. */
  | {
      readonly code: 'no_longer_valid';
      readonly foundId: Hold['foundId'] | null;
      readonly refusal: Refusal | null;
    };

export type Confirmed =
  | {
      readonly ok: true;
      readonly reservation: Reservation;
      readonly records: RedemptionRecords;
      /** To be captured together (`captureAll`); if one is short, nothing is confirmed. */
      readonly toCapture: readonly Hold[];
    }
  | {readonly ok: false; readonly refusal: ConfirmRefusal};

export interface AskedConfirmation {
  readonly reservation: Reservation;
  /** Every hold of the reservation, whatever became of it. */
  readonly holds: readonly Hold[];
  /** The cart as confirmed; absent where the request sends none, which means unchanged. */
  readonly cart?: Cart;
  /**
   * The reservation's request decided again now, under the reservation's id as its session: says whether each
   * redeemable is still valid, with its own holds counted as free.
   */
  readonly decidedNow: Decision;
  readonly nowMs: EpochMs;
}

export function confirm({reservation, holds, cart, decidedNow, nowMs}: AskedConfirmation): Confirmed {
  const refusal = refusalOf(reservation, cart, decidedNow);
  if (refusal !== null) return {ok: false, refusal};
  const {decision, plan, occasion} = reservation;
  return {
    ok: true,
    reservation: {...reservation, state: 'confirmed'},
    records: redemptionRecords(decision, plan, {...occasion, atMs: nowMs}),
    toCapture: holdsOf(reservation, holds).filter(hold => hold.state !== 'captured'),
  };
}

function refusalOf(reservation: Reservation, cart: Cart | undefined, now: Decision): ConfirmRefusal | null {
  const {id, state, cartHash} = reservation;
  if (state === 'canceled') return {code: 'reservation_canceled'};
  if (state === 'confirmed') return {code: 'already_confirmed', redemptionId: id};
  if (cart !== undefined && contentHash(cart) !== cartHash) return {code: 'transaction_changed'};
  for (const {foundId} of appliedOf(reservation.decision, reservation.plan)) {
    const verdict = now.verdicts.find(one => one.foundId === foundId);
    if (verdict === undefined) return {code: 'no_longer_valid', foundId, refusal: null};
    if (verdict.status !== 'applied') return {code: 'no_longer_valid', foundId, refusal: verdict.refusal};
  }
  return null;
}
