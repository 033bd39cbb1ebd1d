import type {Id} from '../kernel/id.ts';
import {accruePoints, type Stepped} from '../loyalty/accrue-points.ts';
import {addPendingPoints} from '../loyalty/change-pending-points.ts';
import {addDays} from '../loyalty/local-date.ts';
import type {LoyaltyCard} from '../loyalty/loyalty-card.ts';
import type {LoyaltyProgram} from '../loyalty/loyalty-program.ts';
import type {Moment} from '../loyalty/moment.ts';
import type {Accrual} from './earn.ts';

/**
 * Puts earned points on the card, or on its waiting list under `pendingId`. The edge has looked that `accrual.key` was
 * not booked before.
 */
export function bookAccrual(
  card: LoyaltyCard,
  program: LoyaltyProgram,
  accrual: Accrual,
  pendingId: Id<'lopp'>,
  moment: Moment,
): Stepped {
  const {points, pendingDays, expiration, ruleId, orderId} = accrual;
  const ofOrder = orderId === undefined ? {} : {orderId};
  const ofRule = {earningRuleId: ruleId, ...ofOrder};
  if (pendingDays === undefined)
    return accruePoints(card, program, {points, expiration, cause: ofRule}, moment);
  const added = addPendingPoints(card, {
    id: pendingId,
    points,
    state: 'PENDING',
    activatesOn: addDays(moment.today, pendingDays),
    ...(expiration === undefined ? {} : {expiration}),
    ...ofRule,
  });
  return added.ok ? {ok: true, step: {card: added.card, transactions: [], tierEvents: []}} : added;
}
