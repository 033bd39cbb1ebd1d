import {expect, test} from 'vitest';
import {
  bucketRoll,
  card,
  date,
  done,
  nextRoll,
  on,
  program,
  statement,
  stepOf,
} from '../../test/builders/loyalty.ts';
import {present} from '../kernel/assert.ts';
import {accruePoints} from './accrue-points.ts';
import {type Adjustment, adjustBalance} from './adjust-balance.ts';
import type {CardStep} from './card-step.ts';
import type {CardTransaction} from './card-transaction.ts';
import {expirePoints} from './expire-points.ts';
import {balanceOf, type LoyaltyCard, loyaltyCardSchema} from './loyalty-card.ts';
import {openCard} from './open-card.ts';
import {redeemPoints} from './redeem-points.ts';
import {refundPoints} from './refund-points.ts';
import {transferPoints} from './transfer-points.ts';

const monthly = program({expiration: {type: 'MONTH', months: 1}});
const ann = {customerId: 'cust_ann'} as const;

function adjusted(points: number, more: Partial<Adjustment> = {}): Adjustment {
  return {points, expiration: {type: 'PROGRAM_RULES'}, ...more};
}

test('[LY3] total moves with what comes in and is taken by hand, balance with everything', () => {
  const accrued = stepOf(accruePoints(card(program()), program(), {points: 500}, on('2026-03-01')));
  const redeemed = redeemPoints(accrued.card, program(), {points: 200, ...ann}, on('2026-03-02'));
  const step = stepOf(redeemed);
  const spent = redeemed.ok ? redeemed.spent : null;
  const refunded = stepOf(
    refundPoints(
      step.card,
      program(),
      spent ?? {spentOn: date('2026-03-02'), from: []},
      200,
      on('2026-03-03'),
    ),
  );
  const added = stepOf(adjustBalance(refunded.card, program(), adjusted(50), on('2026-03-04')));
  const removed = stepOf(adjustBalance(added.card, program(), adjusted(-20), on('2026-03-05')));
  expect(statement([accrued, step, refunded, added, removed].flatMap(s => s.transactions))).toEqual([
    'POINTS_ACCRUAL +500, total 500, balance 500',
    'POINTS_REDEMPTION -200, total 500, balance 300',
    'POINTS_REFUND +200, total 500, balance 500',
    'POINTS_ADDITION +50, total 550, balance 550',
    'POINTS_REMOVAL -20, total 530, balance 530',
  ]);
});

test('[LY3] a statement of Voucherify’s own (transactions-loyalties-example), from the oldest line to the newest', () => {
  const forEver = program();
  const start = done(accruePoints(card(forEver), forEver, {points: 1000}, on('2023-03-01')));
  const lines: CardTransaction[] = [];
  const book = (step: CardStep) => {
    lines.push(...step.transactions);
    return step.card;
  };
  const moved = (from: LoyaltyCard, sourceId: string) => {
    const taker = card(forEver, '2023-01-01', 'bob');
    const transfer = {card: from, program: forEver, points: 1, sourceId, prior: null};
    const result = transferPoints(taker, forEver, [transfer], on('2023-03-15'));
    if (!result.ok) throw new Error(result.refusal.code);
    return book(present(result.sources[0], 'the giver'));
  };
  const byHand = (of: LoyaltyCard, points: number) =>
    book(stepOf(adjustBalance(of, forEver, adjusted(points), on('2023-03-15'))));
  const before = byHand(byHand(moved(start, 'a'), -1), 100);
  const redeemed = redeemPoints(before, forEver, {points: 1000, ...ann}, on('2023-03-15'));
  if (!redeemed.ok) throw new Error(redeemed.refusal.code);
  const refunded = book(
    stepOf(refundPoints(book(redeemed.step), forEver, redeemed.spent, 1000, on('2023-03-15'))),
  );
  const accrued = book(stepOf(accruePoints(refunded, forEver, {points: 200}, on('2023-03-16'))));
  moved(byHand(byHand(accrued, -1), 100), 'b');
  expect(statement(lines)).toEqual([
    'POINTS_TRANSFER_OUT -1, total 999, balance 999',
    'POINTS_REMOVAL -1, total 998, balance 998',
    'POINTS_ADDITION +100, total 1098, balance 1098',
    'POINTS_REDEMPTION -1000, total 1098, balance 98',
    'POINTS_REFUND +1000, total 1098, balance 1098',
    'POINTS_ACCRUAL +200, total 1298, balance 1298',
    'POINTS_REMOVAL -1, total 1297, balance 1297',
    'POINTS_ADDITION +100, total 1397, balance 1397',
    'POINTS_TRANSFER_OUT -1, total 1396, balance 1396',
  ]);
});

test('[LY4] a new card carries the program’s initial points', () => {
  const step = openCard('v_new', program({initialPoints: 25}), 'cust_ann', on('2026-01-01'));
  expect(statement(step.transactions)).toEqual(['POINTS_ACCRUAL +25, total 25, balance 25']);
});

test('[LY5] spending and removals take the soonest-expiring points first', () => {
  const first = done(accruePoints(card(monthly), monthly, {points: 100}, on('2026-01-25')));
  const second = done(accruePoints(first, monthly, {points: 100}, on('2026-01-10')));
  const forEver = done(
    adjustBalance(second, monthly, adjusted(100, {expiration: {type: 'NON_EXPIRING'}}), on('2026-01-25')),
  );
  expect(bucketRoll(forEver)).toEqual(['100 through 2026-02-10', '100 through 2026-02-25', '100 for ever']);
  expect(nextRoll(forEver)).toBe('100 through 2026-02-10');
  const spent = done(redeemPoints(forEver, monthly, {points: 130, ...ann}, on('2026-01-26')));
  expect(bucketRoll(spent)).toEqual(['70 through 2026-02-25', '100 for ever']);
  const removed = done(adjustBalance(spent, monthly, adjusted(-90), on('2026-01-26')));
  expect(bucketRoll(removed)).toEqual(['80 for ever']);
});

test('[LY6] points of one last day are one bucket', () => {
  const twice = done(
    accruePoints(
      done(accruePoints(card(monthly), monthly, {points: 1}, on('2026-01-31'))),
      monthly,
      {points: 2},
      on('2026-01-29'),
    ),
  );
  expect(bucketRoll(twice)).toEqual(['3 through 2026-02-28']);
});

test('[LY10] points earned on 25 January + 1 month are there on 25 February and gone on the 26th', () => {
  const earned = done(accruePoints(card(monthly), monthly, {points: 100}, on('2026-01-25')));
  expect(expirePoints(earned, on('2026-02-25')).transactions).toEqual([]);
  expect(statement(expirePoints(earned, on('2026-02-26')).transactions)).toEqual([
    'POINTS_EXPIRATION -100, total 100, balance 0',
  ]);
});

test('[LY14] expired points that a till may have spent stay until it has told', () => {
  const earned = done(accruePoints(card(monthly), monthly, {points: 100}, on('2026-01-25')));
  const kept = expirePoints(earned, on('2026-02-26'), 30);
  expect(statement(kept.transactions)).toEqual(['POINTS_EXPIRATION -70, total 100, balance 30']);
  expect(bucketRoll(kept.card)).toEqual(['30 through 2026-02-25']);
});

test('[LY7] a refund gives points back where they came from; what is still spent can come back later', () => {
  const both = done(
    accruePoints(
      done(accruePoints(card(monthly), monthly, {points: 60}, on('2026-01-10'))),
      monthly,
      {points: 60},
      on('2026-01-25'),
    ),
  );
  const redeemed = redeemPoints(both, monthly, {points: 100, ...ann}, on('2026-01-26'));
  if (!redeemed.ok) throw new Error(redeemed.refusal.code);
  const part = refundPoints(redeemed.step.card, monthly, redeemed.spent, 50, on('2026-01-27'));
  if (!part.ok) throw new Error(part.refusal.code);
  expect(bucketRoll(part.step.card)).toEqual(['10 through 2026-02-10', '60 through 2026-02-25']);
  const rest = refundPoints(part.step.card, monthly, part.spent, 50, on('2026-01-28'));
  expect(rest.ok && bucketRoll(rest.step.card)).toEqual(['60 through 2026-02-10', '60 through 2026-02-25']);
  expect(rest.ok && refundPoints(rest.step.card, monthly, rest.spent, 1, on('2026-01-29'))).toEqual({
    ok: false,
    refusal: {code: 'invalid_amount', points: 1},
  });
});

test('[LY8] points that ran out while they were spent come back with the days they had left', () => {
  const earned = done(accruePoints(card(monthly), monthly, {points: 100}, on('2026-01-25')));
  const redeemed = redeemPoints(earned, monthly, {points: 100, ...ann}, on('2026-02-20'));
  if (!redeemed.ok) throw new Error(redeemed.refusal.code);
  const refunded = done(refundPoints(redeemed.step.card, monthly, redeemed.spent, 100, on('2026-03-15')));
  expect(bucketRoll(refunded)).toEqual(['100 through 2026-03-20']);
  const onLastDay = done(refundPoints(redeemed.step.card, monthly, redeemed.spent, 100, on('2026-02-25')));
  expect(bucketRoll(onLastDay)).toEqual(['100 through 2026-02-25']);
});

test('[LY9] adjusting by hand says how points expire', () => {
  const dated = adjusted(10, {expiration: {type: 'CUSTOM_DATE', date: date('2026-03-01')}});
  expect(bucketRoll(done(adjustBalance(card(monthly), monthly, dated, on('2026-03-01'))))).toEqual([
    '10 through 2026-03-01',
  ]);
  expect(adjustBalance(card(monthly), monthly, dated, on('2026-03-02'))).toEqual({
    ok: false,
    refusal: {code: 'invalid_expiration_date', date: '2026-03-01'},
  });
  const undated = adjusted(10, {expiration: {type: 'CUSTOM_DATE', date: null}});
  expect(adjustBalance(card(monthly), monthly, undated, on('2026-03-02'))).toMatchObject({
    refusal: {code: 'invalid_expiration_date', date: null},
  });
});

test('[LY9] a card without a holder, an empty change and more than there is are refused', () => {
  const nobody = openCard('v_free', program(), null, on('2026-01-01')).card;
  const code = (result: ReturnType<typeof adjustBalance>) => (result.ok ? 'ok' : result.refusal.code);
  expect(code(adjustBalance(nobody, program(), adjusted(1), on('2026-01-02')))).toBe('holder_missing');
  expect(
    [0, 0.5, Number.NaN, 1e13].map(points =>
      code(adjustBalance(card(program()), program(), adjusted(points), on('2026-01-02'))),
    ),
  ).toEqual(Array(4).fill('invalid_amount'));
  expect(adjustBalance(card(program()), program(), adjusted(-1), on('2026-01-02'))).toEqual({
    ok: false,
    refusal: {
      code: 'loyalty_card_points_exceeded',
      voucherId: 'v_ann',
      requestedPoints: 1,
      availablePoints: 0,
    },
  });
});

test('[LY15] a source id counts once; under another amount it is refused', () => {
  const change = adjusted(100, {sourceId: 'kiosk-1'});
  const first = stepOf(adjustBalance(card(program()), program(), change, on('2026-01-02')));
  const prior = first.transactions[0] ?? null;
  const again = stepOf(adjustBalance(first.card, program(), change, on('2026-01-03'), prior));
  expect(again).toEqual({card: first.card, transactions: [], tierEvents: []});
  expect(adjustBalance(first.card, program(), {...change, points: 200}, on('2026-01-03'), prior)).toEqual({
    ok: false,
    refusal: {code: 'duplicate_source_id', sourceId: 'kiosk-1'},
  });
});

test('[LY16] only the holder spends, and never more than there is', () => {
  const rich = done(accruePoints(card(program()), program(), {points: 100}, on('2026-01-02')));
  const code = (points: number, customerId: `cust_${string}` | null) => {
    const result = redeemPoints(rich, program(), {points, customerId}, on('2026-01-03'));
    return result.ok ? 'ok' : result.refusal.code;
  };
  expect(code(100, null)).toBe('ok');
  expect(code(100, 'cust_bob')).toBe('invalid_customer');
  expect(code(101, 'cust_ann')).toBe('loyalty_card_points_exceeded');
  expect(code(0, 'cust_ann')).toBe('invalid_amount');
});

test('[LY16] a card without a holder is spent by whoever shows it, as it is in a decision', () => {
  const gifts = program({initialPoints: 50});
  const {card: bearer} = openCard('v_bearer', gifts, null, on('2026-01-01'));
  const spend = {points: 20, customerId: 'cust_bob'} as const;
  expect(balanceOf(done(redeemPoints(bearer, gifts, spend, on('2026-01-02'))))).toBe(30);
});

test('a card survives being stored and read', () => {
  const rich = done(accruePoints(card(monthly), monthly, {points: 100}, on('2026-01-02')));
  expect(loyaltyCardSchema.parse(JSON.parse(JSON.stringify(rich)))).toEqual(rich);
});
