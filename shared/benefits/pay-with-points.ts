/**
 * Paying with points (semantics.md B.8, COIN rewards): whole coins of so many points, each worth so much money.
 * Points that do not make a whole coin stay on the card, and no more coins are spent than pay for the order.
 */
import {type Minor, minor, zero} from '../money/minor.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {offOrder, shippingLeft} from './off-order.ts';
import {amountMissing} from './refused.ts';

interface PointsPaid {
  readonly coinValueMinor: Minor;
  readonly coinPoints: number;
  /** null: as many as are needed, or as there are. */
  readonly wantedPoints: number | null;
  readonly availablePoints: number;
}

/** The benefit says how many points were spent; more than there are is `points_exceeded`. */
export function payWithPoints(input: BenefitInput, paid: PointsPaid): Benefit {
  const {coinValueMinor, coinPoints, wantedPoints, availablePoints} = paid;
  if (wantedPoints !== null && wantedPoints > availablePoints) {
    const refusal = {code: 'points_exceeded' as const, requestedPoints: wantedPoints, availablePoints};
    return {ok: false, refusal};
  }
  const due = amountDue(input);
  if (due === null) return amountMissing;
  const coins = Math.min(
    Math.floor((wantedPoints ?? availablePoints) / coinPoints),
    coinValueMinor === 0 ? 0 : Math.ceil(due / coinValueMinor),
  );
  const value = minor(Math.min(coins * coinValueMinor, due));
  const given = offOrder(input, value, input.order.totalMinor, {limitMinor: null, isDynamic: false});
  return given.ok ? {...given, pointsSpent: coins * coinPoints} : given;
}

/** What is still to be paid, with shipping where that counts, within the budget. */
function amountDue({order, conventions, budgetMinor}: BenefitInput): Minor | null {
  if (order.totalMinor === null) return null;
  const due = order.totalMinor + (conventions.shippingInOrderBase ? shippingLeft(order) : zero);
  return minor(budgetMinor === null ? due : Math.min(due, budgetMinor));
}
