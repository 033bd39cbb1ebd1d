import {describe, expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {openingMs} from '../../test/builders/facts.ts';
import {coupon, gift, percent, percentOff, tier} from '../../test/builders/offers.ts';
import {redeemed, rollBack} from '../../test/builders/redeemed.ts';
import {epochMs} from '../kernel/epoch.ts';
import {reverseSome} from '../ledger/reversal.ts';
import {minor} from '../money/minor.ts';
import {takeBack} from './take-back.ts';

const basket = cart({mug: 1_000, tea: 500});
const single = redeemed(basket, [percent('A', 10, {usesLimit: 3})]);
const stacked = redeemed(basket, [percent('A', 10, {usesLimit: 3}), gift('CARD', 300)], {
  customerId: 'cust_ada',
});

function done(...asked: Parameters<typeof rollBack>) {
  const planned = rollBack(...asked);
  if (!planned.ok) throw new Error(planned.refusal.code);
  return planned;
}

function refusal(...asked: Parameters<typeof rollBack>) {
  const planned = rollBack(...asked);
  return planned.ok ? 'ok' : planned.refusal;
}

describe('a rollback', () => {
  test('[RD4] takes back what a single redemption drew, with amounts below zero', () => {
    const plan = done(single, {reason: 'wrong customer'});
    expect(plan.rollbacks).toMatchObject([
      {id: 'rr_1', kind: 'single', redemptionId: 'r_1', discountMinor: -150, reason: 'wrong customer'},
    ]);
    expect(plan.parentRollback).toBeNull();
    expect(plan.reversals).toEqual([
      {reverses: 'r_1 v:v_A:uses', account: 'v:v_A:uses', amount: 1, redemptionId: 'r_1', rollbackId: 'rr_1'},
    ]);
  });

  test('[RD4] of a stacked redemption takes back every child, the newest first', () => {
    const plan = done(stacked);
    expect(plan.rollbacks.map(one => [one.id, one.parentId, one.redemptionId, one.creditsMinor])).toEqual([
      ['rr_2', 'rr_1', 'r_2', -300],
      ['rr_3', 'rr_1', 'r_1', undefined],
    ]);
    expect(plan.parentRollback).toMatchObject({
      id: 'rr_1',
      kind: 'parent',
      redemptionId: 'r_3',
      discountMinor: -450,
    });
    expect(plan.reversals.map(({account, amount}) => [account, amount])).toEqual([
      ['g:v_CARD:balance', 300],
      ['v:v_A:uses', 1],
    ]);
  });

  test('[RD4] revokes what the redemption gave, unless a return of all goods did', () => {
    const entries = {type: 'DRAW_ENTRY' as const, entries: 2};
    const giving = redeemed(basket, [tier('Win', percentOff(10), {tier: {extras: [entries]}})]);
    expect(done(giving).revokes).toMatchObject([{kind: 'draw_entry', entries: 2}]);
    expect(done(giving, {isRevoked: true}).revokes).toEqual([]);
  });

  test('[RD4] takes back only what returns have not taken back before', () => {
    const account = 'g:v_CARD:balance';
    const drawsOf: typeof stacked.drawsOf = id =>
      stacked.drawsOf(id).map(entry => {
        const [returned] = reverseSome([entry], account, 120) ?? [];
        return {...entry, reversed: returned?.amount ?? 0};
      });
    expect(done(stacked, {drawsOf}).reversals).toMatchObject([{account, amount: 180}, {amount: 1}]);
  });

  test('[RD6] WITH_ORDER cancels the order and takes the discounts off it', () => {
    const {order} = done(stacked);
    expect(order).toMatchObject({
      status: 'CANCELED',
      priced: {amountMinor: 1_500, totalDiscountMinor: 0, totalMinor: 1_500, appliedOrderDiscountMinor: 0},
      redemptions: {r_3: {stacked: ['r_1', 'r_2'], rollback: {id: 'rr_1', stacked: ['rr_3', 'rr_2']}}},
    });
  });

  test('[RD6] WITHOUT_ORDER leaves the order as it was and notes the rollback', () => {
    const {order, summary} = done(single, {orderMode: 'WITHOUT_ORDER'});
    expect(order).toMatchObject({status: 'PAID', priced: single.order.priced});
    expect(order?.redemptions).toMatchObject({r_1: {rollback: {id: 'rr_1'}}});
    expect(summary).toMatchObject({rolledBack: 1, orders: 0, ordersMinor: 0});
  });

  test('[RD6] what another redemption took off the same order stays', () => {
    const order = {
      ...stacked.order,
      redemptions: {...stacked.order.redemptions, ...single.order.redemptions},
    };
    const first = {...stacked, order, head: {...single.head, id: 'r_1' as const}};
    expect(done(first).order?.priced).toMatchObject({totalDiscountMinor: 300, totalMinor: 1_200});
  });

  test('[RD7] units that a redemption added leave the order, and their line with them', () => {
    const unit = {productId: null, skuId: null, sourceId: 'cup'};
    const free = coupon('CUP', {
      type: 'UNIT',
      units: [{effect: 'ADD_NEW_ITEMS', unitOff: 2, product: unit}],
    });
    const given = {products: [{...cup, priceMinor: minor(400)}]};
    const sale = redeemed(basket, [free, percent('A', 10)], given);
    expect(sale.order.priced).toMatchObject({amountMinor: 2_300, totalMinor: 1_350});
    const {order} = done(sale);
    expect(order?.priced.lines.map(line => [line.sourceId, line.quantity])).toEqual([
      ['mug', 1],
      ['tea', 1],
    ]);
    expect(order?.priced).toMatchObject({amountMinor: 1_500, totalMinor: 1_500});
    const otherStands = {
      ...sale.order.redemptions,
      ...redeemed(basket, [gift('G', 1)], {names: 'x'}).order.redemptions,
    };
    const kept = done(sale, {order: {...sale.order, redemptions: otherStands}}).order;
    expect(kept?.priced.lines.map(line => line.quantity)).toEqual([1, 1, 0]);
  });

  test('[RD8] an order that was changed since loses at most what it has', () => {
    const {priced} = stacked.order;
    const cheaper = {
      ...priced,
      orderDiscountMinor: minor(200),
      totalDiscountMinor: minor(200),
      totalMinor: minor(1_300),
    };
    expect(
      takeBack(
        cheaper,
        stacked.redemptions.map(one => one.order),
      ),
    ).toMatchObject({
      orderDiscountMinor: 0,
      totalMinor: 1_500,
    });
  });

  test('[RD9] the customer’s summary: the card is refilled, the canceled order no longer counts', () => {
    expect(done(stacked).summary).toEqual({
      redeemed: 0,
      failed: 0,
      rolledBack: 1,
      rollbackFailed: 0,
      giftMinor: -300,
      points: 0,
      orders: -1,
      ordersMinor: -1_050,
    });
  });
});

const cup = {
  kind: 'product' as const,
  id: 'prod_cup' as const,
  version: 1,
  sourceId: 'cup',
  name: 'cup',
  barcodes: [],
  metadata: {},
};

describe('refused', () => {
  test('[RD5] a child, and a stacked redemption by the operation for single ones', () => {
    const [child] = stacked.redemptions;
    expect(refusal({...stacked, head: child ?? stacked.head})).toEqual({
      code: 'invalid_redemption_parent',
      parentId: 'r_3',
    });
    expect(refusal(stacked, {check: {operation: 'single'}})).toEqual({code: 'invalid_redemption'});
    expect(refusal(single, {check: {operation: 'single'}})).toBe('ok');
  });

  test('[RD5] twice', () => {
    const rollback = {id: 'rr_9' as const, atMs: openingMs, orderMode: 'WITH_ORDER' as const};
    expect(refusal({...single, head: {...single.head, rollback}})).toEqual({
      code: 'already_rolled_back',
      rollbackId: 'rr_9',
    });
  });

  test('[RD5] another customer or order than the redemption’s', () => {
    expect(refusal(stacked, {check: {customerId: 'cust_bob'}})).toEqual({code: 'invalid_customer'});
    expect(refusal(single, {check: {customerId: 'cust_bob'}})).toEqual({code: 'invalid_customer'});
    expect(refusal(stacked, {check: {orderId: 'ord_2'}})).toEqual({code: 'invalid_order'});
    expect(refusal(stacked, {check: {customerId: 'cust_ada', orderId: 'ord_1'}})).toBe('ok');
  });

  test('[RD10] when the window has closed, at the same time of day so many days later', () => {
    // Redeemed on 2026-11-20 at 10:00 in Vienna; 130 days later it is summer time there.
    const closedAtMs = epochMs(openingMs + 130 * 86_400_000 - 3_600_000);
    const at = (nowMs: number) => refusal(single, {check: {nowMs: epochMs(nowMs), windowDays: 130}});
    expect(at(closedAtMs - 1)).toBe('ok');
    expect(at(closedAtMs)).toEqual({code: 'rollback_window_closed', closedAtMs});
    expect(refusal(single, {check: {nowMs: epochMs(8e15)}})).toBe('ok');
    expect(refusal(single, {check: {nowMs: epochMs(8e15), windowDays: 1e9}})).toMatchObject({
      code: 'rollback_window_closed',
    });
  });
});
