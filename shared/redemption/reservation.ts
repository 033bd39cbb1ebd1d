/**
 * A redemption in two steps (Vouchery): reserved with `confirmed: false`, then confirmed or canceled. A reservation
 * holds what it will draw, under its own id; it becomes the redemption of that id. When its holds have run out it can
 * still be confirmed, with what is left then (RD11–RD16).
 */
import {z} from 'zod';
import type {Decision} from '../decision/decision.ts';
import {type AppliedVerdict, decisionSchema} from '../decision/decision.ts';
import {assert, present} from '../kernel/assert.ts';
import {contentHash, contentHashSchema} from '../kernel/content-hash.ts';
import {type EpochMs, epochMsSchema} from '../kernel/epoch.ts';
import {type HoldId, idSchema, type RedemptionId} from '../kernel/id.ts';
import type {Hold, HoldRequest} from '../ledger/hold.ts';
import type {Cart} from '../order/cart.ts';
import type {RedemptionPlan} from './plan-redemption.ts';
import {type Occasion, occasionSchema} from './redemption-record.ts';

export const reservationSchema = z.object({
  /** Of the single redemption or the parent that it becomes. */
  id: idSchema('r'),
  state: z.enum(['reserved', 'confirmed', 'canceled']),
  occasion: occasionSchema,
  /** Of the cart it was reserved for: another one is another transaction. */
  cartHash: contentHashSchema,
  decision: decisionSchema,
  plan: z.object({
    redemptions: z.array(z.object({id: idSchema('r'), verdict: z.int().nonnegative()})),
    parentRedemptionId: idSchema('r').nullable(),
  }),
  expiresAtMs: epochMsSchema,
});
export type Reservation = z.output<typeof reservationSchema>;

export interface AskedReservation {
  /** Valid, and with the plan made from it. */
  readonly decision: Decision;
  readonly plan: RedemptionPlan;
  readonly cart: Cart;
  readonly occasion: Occasion;
  readonly expiresAtMs: EpochMs;
  readonly makeHoldId: () => HoldId;
}

/** The reservation and the holds it needs: with all of them (`holdAll`) it stands, otherwise it is refused. */
export function reserve(asked: AskedReservation): {
  readonly reservation: Reservation;
  readonly requests: readonly HoldRequest[];
} {
  const {decision, plan, cart, occasion, expiresAtMs} = asked;
  const id = headOf(plan);
  const reservation: Reservation = {
    id,
    state: 'reserved',
    occasion,
    cartHash: contentHash(cart),
    decision,
    plan: {...plan, redemptions: [...plan.redemptions]},
    expiresAtMs,
  };
  const requests = appliedOf(decision, plan).flatMap(({foundId, draws}) =>
    draws.map((draw): HoldRequest => {
      return {
        id: asked.makeHoldId(),
        draw,
        foundId: present(foundId, 'what applied'),
        sessionKey: id,
        transactionId: occasion.transactionId ?? null,
        expiresAtMs,
      };
    }),
  );
  return {reservation, requests};
}

/** The reservation's holds among others. */
export function holdsOf({id}: Pick<Reservation, 'id'>, holds: readonly Hold[]): Hold[] {
  return holds.filter(hold => hold.sessionKey === id);
}

/** The verdicts that a plan redeems. */
export function appliedOf(decision: Decision, {redemptions}: RedemptionPlan): AppliedVerdict[] {
  return redemptions.map(({verdict}) => {
    const applied = present(decision.verdicts[verdict], `verdict ${verdict}`);
    assert(applied.status === 'applied', `verdict ${verdict} did not apply`);
    return applied;
  });
}

function headOf({redemptions, parentRedemptionId}: RedemptionPlan): RedemptionId {
  return parentRedemptionId ?? present(redemptions[0], 'a redemption to reserve').id;
}
