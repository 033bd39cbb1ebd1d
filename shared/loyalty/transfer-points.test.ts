import {expect, test} from 'vitest';
import {bucketRoll, card, done, on, program, statement} from '../../test/builders/loyalty.ts';
import {accruePoints} from './accrue-points.ts';
import {openCard} from './open-card.ts';
import {type TransferFrom, transferPoints} from './transfer-points.ts';

const monthly = program({expiration: {type: 'MONTH', months: 1}});
const yearly = program({id: 'camp_year', expiration: {type: 'MONTH', months: 12}});
const source = done(
  accruePoints(card(monthly, '2026-01-01', 'bob'), monthly, {points: 100}, on('2026-01-25')),
);

function from(points: number, given: Partial<TransferFrom> = {}): TransferFrom {
  return {card: source, program: monthly, points, sourceId: 'move-1', prior: null, ...given};
}

test('[LY17] what moves leaves the giver’s total and starts a new life with the taker', () => {
  const moved = transferPoints(card(yearly), yearly, [from(30, {reason: 'family'})], on('2026-02-01'));
  if (!moved.ok) throw new Error(moved.refusal.code);
  expect(statement([...moved.sources.flatMap(s => s.transactions), ...moved.target.transactions])).toEqual([
    'POINTS_TRANSFER_OUT -30, total 70, balance 70',
    'POINTS_TRANSFER_IN +30, total 30, balance 30',
  ]);
  expect(bucketRoll(moved.target.card)).toEqual(['30 through 2027-02-01']);
});

test('[LY18] all transfers or none: each refusal', () => {
  const nobody = openCard('v_free', monthly, null, on('2026-01-01')).card;
  const code = (target = card(yearly), ...transfers: readonly TransferFrom[]) => {
    const moved = transferPoints(target, yearly, transfers, on('2026-02-01'));
    return moved.ok ? 'ok' : moved.refusal.code;
  };
  expect(code(nobody, from(1))).toBe('holder_missing');
  expect(code(card(yearly), from(1, {card: nobody}))).toBe('holder_missing');
  expect(code(card(yearly), from(101))).toBe('loyalty_card_points_exceeded');
  expect(code(card(yearly), from(0))).toBe('invalid_amount');
  expect(code(source, from(1))).toBe('same_card');
  expect(code(card(yearly), from(1), from(1, {sourceId: 'move-2'}))).toBe('same_card');
  expect(code(card(yearly), from(1), from(1))).toBe('duplicate_source_id');
});

test('[LY15] a transfer that was made under this source id is not made again', () => {
  const first = transferPoints(card(yearly), yearly, [from(30)], on('2026-02-01'));
  if (!first.ok) throw new Error(first.refusal.code);
  const given = first.sources[0];
  const prior = given?.transactions[0] ?? null;
  const again = {card: given?.card ?? source, prior};
  expect(transferPoints(first.target.card, yearly, [from(30, again)], on('2026-02-02'))).toEqual({
    ok: true,
    target: {card: first.target.card, transactions: [], tierEvents: []},
    sources: [],
  });
  expect(transferPoints(first.target.card, yearly, [from(31, again)], on('2026-02-02'))).toMatchObject({
    refusal: {code: 'duplicate_source_id'},
  });
});
