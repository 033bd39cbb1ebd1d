import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {gift, type Offer, type OfferGiven, percent} from '../../test/builders/offers.ts';
import {occasion} from '../../test/builders/redeemed.ts';
import {sell} from '../../test/builders/sell.ts';
import {epochMs} from '../kernel/epoch.ts';
import {openAccount} from '../ledger/account.ts';
import {type Books, captureAll, holdAll} from '../ledger/books.ts';
import {expireHold, type Hold} from '../ledger/hold.ts';
import type {Cart} from '../order/cart.ts';
import {confirm} from './confirm-reservation.ts';
import {planRedemption} from './plan-redemption.ts';
import {type Reservation, reservationSchema, reserve} from './reservation.ts';
import {cancelTransaction, nameRedemptions, nameReservation} from './transaction.ts';

const basket = cart({mug: 1_000});
const inAnHourMs = epochMs(openingMs + 3_600_000);
const offers = (given: OfferGiven = {}): Offer[] => [
  percent('A', 10, {usesLimit: 1, ...given}),
  gift('CARD', 300),
];
const books: Books = new Map(
  [openAccount('v:v_A:uses', 1), openAccount('g:v_CARD:balance', 300)].map(one => [one.key, one]),
);

function reserved(asked: Cart = basket) {
  const decision = sell(asked, offers());
  let ids = 0;
  const plan = planRedemption(decision, () => {
    ids += 1;
    return `r_${ids}`;
  });
  let holdIds = 0;
  const made = reserve({
    decision,
    plan,
    cart: asked,
    occasion: occasion(),
    expiresAtMs: inAnHourMs,
    makeHoldId: () => {
      holdIds += 1;
      return `hold_${holdIds}`;
    },
  });
  const held = holdAll(books, made.requests);
  if (!held.ok) throw new Error(`short: ${held.account}`);
  return {reservation: made.reservation, holds: held.holds, books: held.books};
}

const {reservation, holds, books: afterReserve} = reserved();

function confirmed(given: Partial<Parameters<typeof confirm>[0]> = {}) {
  return confirm({reservation, holds, decidedNow: sell(basket, offers()), nowMs: inAnHourMs, ...given});
}

function refusalOf(result: {readonly ok: boolean; readonly refusal?: unknown}) {
  return result.ok ? 'ok' : result.refusal;
}

describe('reserve', () => {
  test('[RD11] holds what it will draw, under the id of the redemption it becomes', () => {
    expect(reservation).toMatchObject({id: 'r_3', state: 'reserved', plan: {parentRedemptionId: 'r_3'}});
    expect(holds.map(hold => [hold.account, hold.amount, hold.sessionKey, hold.foundId])).toEqual([
      ['v:v_A:uses', 1, 'r_3', 'v_A'],
      ['g:v_CARD:balance', 300, 'r_3', 'v_CARD'],
    ]);
    expect(reservationSchema.parse(reservation)).toEqual(reservation);
  });

  test('[RD11] a single redemption is reserved under its own id', () => {
    const decision = sell(basket, [percent('A', 10)]);
    const plan = planRedemption(decision, () => 'r_only');
    const asked = {decision, plan, cart: basket, occasion: occasion(), expiresAtMs: inAnHourMs};
    const {reservation: one, requests} = reserve({...asked, makeHoldId: () => 'hold_1'});
    expect([one.id, requests]).toEqual(['r_only', []]);
  });
});

describe('confirm', () => {
  test('[RD12] captures the holds and writes the redemptions, at the instant of confirmation', () => {
    const done = confirmed({cart: basket});
    if (!done.ok) throw new Error(done.refusal.code);
    expect(done.reservation.state).toBe('confirmed');
    expect(done.records.parent).toMatchObject({id: 'r_3', atMs: inAnHourMs, discountMinor: 400});
    const captured = captureAll(afterReserve, done.toCapture, epochMs(inAnHourMs - 1));
    if (!captured.ok) throw new Error('short');
    expect([...captured.books.values()].map(one => [one.committed, one.held])).toEqual([
      [1, 0],
      [300, 0],
    ]);
  });

  test('[RD13] another cart is another transaction', () => {
    expect(refusalOf(confirmed({cart: cart({mug: 1_001})}))).toEqual({code: 'transaction_changed'});
    expect(refusalOf(confirmed())).toBe('ok');
  });

  test('[RD13] a redeemable that was switched off meanwhile is not confirmed', () => {
    const decidedNow = sell(basket, offers({active: false}));
    expect(refusalOf(confirmed({decidedNow}))).toEqual({
      code: 'no_longer_valid',
      foundId: 'v_A',
      refusal: {code: 'disabled'},
    });
    expect(refusalOf(confirmed({decidedNow: sell(basket, [])}))).toEqual({
      code: 'no_longer_valid',
      foundId: 'v_A',
      refusal: null,
    });
  });

  test('[RD13] the customer pays what was reserved, whatever the promotion says since', () => {
    const done = confirmed({decidedNow: sell(basket, [percent('A', 50, {usesLimit: 1}), gift('CARD', 300)])});
    expect(done.ok && done.records.redemptions.map(one => one.discountMinor)).toEqual([100, 300]);
  });

  test('[RD12] late, with its holds run out, it takes what is left then', () => {
    let open = afterReserve;
    const swept = holds.map((hold): Hold => {
      const account = open.get(hold.account);
      if (account === undefined) throw new Error(hold.account);
      const expired = expireHold(account, hold, inAnHourMs);
      open = new Map(open).set(hold.account, expired.account);
      return expired.hold;
    });
    const done = confirmed({holds: swept});
    if (!done.ok) throw new Error(done.refusal.code);
    expect(captureAll(open, done.toCapture, inAnHourMs).ok).toBe(true);
    const gone = new Map(open).set('v:v_A:uses', {...openAccount('v:v_A:uses', 1), committed: 1});
    expect(captureAll(gone, done.toCapture, inAnHourMs)).toEqual({ok: false, account: 'v:v_A:uses', free: 0});
  });

  test('[RD16] once, and not after it was canceled', () => {
    const state = (now: Reservation['state']) => confirmed({reservation: {...reservation, state: now}});
    expect(refusalOf(state('confirmed'))).toEqual({code: 'already_confirmed', redemptionId: 'r_3'});
    expect(refusalOf(state('canceled'))).toEqual({code: 'reservation_canceled'});
  });
});

describe('the transaction id', () => {
  const done = confirmed();
  const parent = done.ok ? done.records.parent : null;
  const children = done.ok ? done.records.redemptions : [];

  test('[RD14] is set later, and replaced, on a reservation and on redemptions', () => {
    const named = nameReservation(reservation, 'T-1', null);
    expect(named.ok && named.named.occasion.transactionId).toBe('T-1');
    expect(nameReservation(reservation, 'T-2', 'r_3').ok).toBe(true);
    const all = parent && nameRedemptions(parent, children, 'T-3', null);
    expect(all?.ok && all.named.map(one => [one.id, one.transactionId])).toEqual([
      ['r_3', 'T-3'],
      ['r_1', 'T-3'],
      ['r_2', 'T-3'],
    ]);
  });

  test('[RD14] is one redemption’s only, never blank, and nothing for what is over', () => {
    expect(refusalOf(nameReservation(reservation, 'T-1', 'r_other'))).toEqual({
      code: 'transaction_id_taken',
      redemptionId: 'r_other',
    });
    expect(refusalOf(nameReservation(reservation, '  ', null))).toEqual({code: 'transaction_id_empty'});
    const canceled = {...reservation, state: 'canceled' as const};
    expect(refusalOf(nameReservation(canceled, 'T-1', null))).toEqual({code: 'transaction_over'});
    const rollback = {id: 'rr_1' as const, atMs: openingMs, orderMode: 'WITH_ORDER' as const};
    expect(parent && refusalOf(nameRedemptions({...parent, rollback}, [], 'T-1', null))).toEqual({
      code: 'transaction_over',
    });
  });

  test('[RD15] alone cancels: a reservation lets its holds go, a redemption is rolled back', () => {
    expect(cancelTransaction({kind: 'reservation', reservation, holds})).toMatchObject({
      ok: true,
      do: 'release',
      reservation: {state: 'canceled'},
      holds: [{id: 'hold_1'}, {id: 'hold_2'}],
    });
    const now = {...reservation, state: 'confirmed' as const};
    const rollBack = {ok: true, do: 'roll_back', redemptionId: 'r_3'};
    expect(cancelTransaction({kind: 'reservation', reservation: now, holds})).toEqual(rollBack);
    const [child] = children;
    expect(child && cancelTransaction({kind: 'redemption', redemption: child})).toEqual(rollBack);
  });

  test('[RD15] nothing is canceled twice, nor what nobody knows', () => {
    const canceled = {...reservation, state: 'canceled' as const};
    expect(refusalOf(cancelTransaction({kind: 'reservation', reservation: canceled, holds}))).toEqual({
      code: 'already_canceled',
    });
    const rollback = {id: 'rr_1' as const, atMs: openingMs, orderMode: 'WITH_ORDER' as const};
    expect(
      parent && refusalOf(cancelTransaction({kind: 'redemption', redemption: {...parent, rollback}})),
    ).toEqual({code: 'already_canceled'});
    expect(refusalOf(cancelTransaction(null))).toEqual({code: 'transaction_unknown'});
  });
});
