import {describe, expect, test} from 'vitest';
import {card, done, on, program, stepOf} from '../../test/builders/loyalty.ts';
import {accruePoints} from './accrue-points.ts';
import {adjustBalance} from './adjust-balance.ts';
import {activatePendingPoints, addPendingPoints} from './change-pending-points.ts';
import {programProblems} from './check-program.ts';
import type {PendingPoints} from './pending-points.ts';
import {redeemPoints} from './redeem-points.ts';
import {refundPoints} from './refund-points.ts';

const plain = program();
const ann = {customerId: 'cust_ann' as const};
const rich = done(accruePoints(card(plain), plain, {points: 500}, on('2026-03-01')));

describe('a line of the statement says who did it and what it goes back to', () => {
  test('accrual: the program, and nothing that was not said', () => {
    const [line] = stepOf(accruePoints(card(plain), plain, {points: 5}, on('2026-03-01'))).transactions;
    expect(line).toEqual({
      type: 'POINTS_ACCRUAL',
      voucherId: 'v_ann',
      campaignId: 'camp_points',
      atMs: on('2026-03-01').atMs,
      points: 5,
      total: 5,
      balance: 5,
      operation: 'AUTOMATIC',
    });
    expect(Object.keys(line ?? {})).not.toContain('cause');
    expect(Object.keys(line ?? {})).not.toContain('reason');
    const caused = stepOf(
      accruePoints(card(plain), plain, {points: 5, cause: {earningRuleId: 'ern_a'}}, on('2026-03-01')),
    );
    expect(caused.transactions).toMatchObject([{cause: {earningRuleId: 'ern_a'}}]);
  });

  test('adjustment: by hand, with the reason and the id it was asked under', () => {
    const asked = {
      points: -20,
      expiration: {type: 'PROGRAM_RULES'},
      sourceId: 's1',
      reason: 'mistake',
    } as const;
    expect(stepOf(adjustBalance(rich, plain, asked, on('2026-03-02'))).transactions).toEqual([
      expect.objectContaining({
        type: 'POINTS_REMOVAL',
        points: -20,
        operation: 'MANUAL',
        sourceId: 's1',
        reason: 'mistake',
      }),
    ]);
  });

  test('redemption and refund: by hand unless said otherwise', () => {
    const redeemed = redeemPoints(rich, plain, {points: 200, ...ann}, on('2026-03-02'));
    expect(stepOf(redeemed).transactions).toMatchObject([{type: 'POINTS_REDEMPTION', operation: 'MANUAL'}]);
    if (!redeemed.ok) return;
    const cause = {rollbackId: 'rr_1'} as const;
    const refunded = refundPoints(redeemed.step.card, plain, redeemed.spent, 50, on('2026-03-03'), {cause});
    expect(stepOf(refunded).transactions).toMatchObject([
      {type: 'POINTS_REFUND', operation: 'MANUAL', cause},
    ]);
  });

  test('waiting points: by hand, with rule, order and entry', () => {
    const entry: PendingPoints = {
      id: 'lopp_1',
      points: 30,
      state: 'PENDING',
      earningRuleId: 'ern_a',
      orderId: 'ord_1',
      activatesOn: on('2026-04-01').today,
    };
    const added = addPendingPoints(rich, entry);
    if (!added.ok) throw new Error('refused');
    const [line] = stepOf(activatePendingPoints(added.card, plain, 'lopp_1', on('2026-03-05'))).transactions;
    expect(line).toMatchObject({
      type: 'PENDING_POINTS_ACTIVATION',
      points: 30,
      operation: 'MANUAL',
      cause: {earningRuleId: 'ern_a', pendingPointsId: 'lopp_1', orderId: 'ord_1'},
    });
  });
});

test.each([0, -1, 1.5, 201])('%d of 200 spent points cannot be given back', points => {
  const redeemed = redeemPoints(rich, plain, {points: 200, ...ann}, on('2026-03-02'));
  if (!redeemed.ok) throw new Error('refused');
  expect(refundPoints(redeemed.step.card, plain, redeemed.spent, points, on('2026-03-03'))).toEqual({
    ok: false,
    refusal: {code: 'invalid_amount', points},
  });
});

test('points that the card does not count as redeemed cannot be given back', () => {
  const redeemed = redeemPoints(rich, plain, {points: 200, ...ann}, on('2026-03-02'));
  if (!redeemed.ok) throw new Error('refused');
  expect(refundPoints(rich, plain, redeemed.spent, 200, on('2026-03-03')).ok).toBe(false);
});

describe('what a manager must mend before a program starts', () => {
  const tier = (name: string, fromPoints: number, toPoints: number | null) => ({
    id: `ltr_${name}` as const,
    name,
    fromPoints,
    toPoints,
  });
  const codes = (...tiers: ReturnType<typeof tier>[]) =>
    programProblems(program({tiers})).filter(({code}) => code !== 'tiers_without_rules');

  test('nothing of a program without tiers', () => {
    expect(programProblems(plain)).toEqual([]);
  });

  test('borders, in whatever order the tiers are given', () => {
    expect(codes(tier('gold', 100, null), tier('silver', 0, 99))).toEqual([]);
    expect(codes(tier('gold', 100, null), tier('silver', 0, 98))).toEqual([
      {code: 'tiers_gap', lowerId: 'ltr_silver', higherId: 'ltr_gold'},
    ]);
    expect(codes(tier('gold', 100, null), tier('silver', 0, 100))).toEqual([
      {code: 'tiers_overlap', lowerId: 'ltr_silver', higherId: 'ltr_gold'},
    ]);
    expect(codes(tier('silver', 0, null), tier('gold', 100, null))).toEqual([
      {code: 'tiers_overlap', lowerId: 'ltr_silver', higherId: 'ltr_gold'},
    ]);
  });

  test('a tier of one point is a tier', () => {
    expect(codes(tier('silver', 5, 5))).toEqual([]);
    expect(codes(tier('silver', 5, 4))).toEqual([{code: 'tier_range_empty', tierId: 'ltr_silver'}]);
  });
});
