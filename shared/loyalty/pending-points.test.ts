import {expect, test} from 'vitest';
import {bucketRoll, card, date, done, on, program, statement, stepOf} from '../../test/builders/loyalty.ts';
import {
  activatePendingPoints,
  addPendingPoints,
  adjustPendingPoints,
  cancelPendingOfOrder,
  cancelPendingPoints,
} from './change-pending-points.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import type {PendingPoints} from './pending-points.ts';

const monthly = program({expiration: {type: 'MONTH', months: 1}});
const entry: PendingPoints = {
  id: 'lopp_1',
  points: 100,
  state: 'PENDING',
  activatesOn: date('2026-02-10'),
  earningRuleId: 'ern_1',
  orderId: 'ord_1',
};

function waiting(): LoyaltyCard {
  const added = addPendingPoints(card(monthly), entry);
  return added.ok ? added.card : card(monthly);
}

test('[LY20] waiting points are no part of the balance; the same entry again changes nothing', () => {
  expect(balanceOf(waiting())).toBe(0);
  expect(addPendingPoints(waiting(), entry)).toEqual({ok: true, card: waiting()});
});

test('[LY21] an activation credits them, and they expire counting from it', () => {
  const step = stepOf(activatePendingPoints(waiting(), monthly, 'lopp_1', on('2026-02-05')));
  expect(statement(step.transactions)).toEqual(['PENDING_POINTS_ACTIVATION +100, total 100, balance 100']);
  expect(bucketRoll(step.card)).toEqual(['100 through 2026-03-05']);
});

test('[LY22] only waiting points are activated, canceled or adjusted', () => {
  const active = done(activatePendingPoints(waiting(), monthly, 'lopp_1', on('2026-02-05')));
  const refusal = {code: 'invalid_pending_points_state', pendingPointsId: 'lopp_1', state: 'ACTIVATED'};
  expect(activatePendingPoints(active, monthly, 'lopp_1', on('2026-02-06'))).toEqual({ok: false, refusal});
  expect(cancelPendingPoints(active, 'lopp_1')).toEqual({ok: false, refusal});
  expect(adjustPendingPoints(active, 'lopp_1', 5)).toEqual({ok: false, refusal});
  const canceled = cancelPendingPoints(waiting(), 'lopp_1');
  expect(
    canceled.ok && activatePendingPoints(canceled.card, monthly, 'lopp_1', on('2026-02-06')),
  ).toMatchObject({
    refusal: {state: 'CANCELED'},
  });
  expect(cancelPendingPoints(waiting(), 'lopp_2')).toMatchObject({refusal: {code: 'pending_points_unknown'}});
});

test('[LY23] waiting points are adjusted by a whole number that leaves at least one', () => {
  const less = adjustPendingPoints(waiting(), 'lopp_1', -99);
  expect(less.ok && less.card.pending[0]?.points).toBe(1);
  expect([-100, 0, 0.5].map(change => adjustPendingPoints(waiting(), 'lopp_1', change).ok)).toEqual([
    false,
    false,
    false,
  ]);
});

test('[LY24] a returned order takes what still waits for it away, and nothing else', () => {
  const other = addPendingPoints(waiting(), {...entry, id: 'lopp_2', orderId: 'ord_2'});
  const states = (of: LoyaltyCard) => of.pending.map(({id, state}) => `${id} ${state}`);
  expect(other.ok && states(cancelPendingOfOrder(other.card, 'ord_1'))).toEqual([
    'lopp_1 CANCELED',
    'lopp_2 PENDING',
  ]);
  const active = done(activatePendingPoints(waiting(), monthly, 'lopp_1', on('2026-02-05')));
  expect(states(cancelPendingOfOrder(active, 'ord_1'))).toEqual(['lopp_1 ACTIVATED']);
});
