import {describe, expect, test} from 'vitest';
import {card, done, on, program, stepOf, tierRoll, tiers, vienna} from '../../test/builders/loyalty.ts';
import {accruePoints} from './accrue-points.ts';
import {adjustBalance} from './adjust-balance.ts';
import type {TierEvent} from './card-step.ts';
import type {LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {midnight} from './midnight.ts';
import {redeemPoints} from './redeem-points.ts';
import {type TierRules, tierRulesSchema} from './tier-rules.ts';

const levels = tiers({basic: 0, silver: 100, gold: 500});

type Deed = readonly [day: string, deed: 'earn' | 'spend' | 'remove' | 'night', points?: number];

/** What the customer is told about tiers while these deeds happen one after the other. */
function life(tierRules: TierRules, deeds: readonly Deed[], opened = '2026-01-01'): readonly string[] {
  const rules = program({tierRules, tiers: levels});
  let of = card(rules, opened);
  const events: TierEvent[] = [];
  for (const deed of deeds) {
    const step = act(of, rules, deed);
    of = step.card;
    events.push(...step.tierEvents);
  }
  return tierRoll({tierEvents: events});
}

function act(of: LoyaltyCard, rules: LoyaltyProgram, [day, deed, points = 0]: Deed) {
  if (deed === 'earn') return stepOf(accruePoints(of, rules, {points}, on(day)));
  if (deed === 'spend') return stepOf(redeemPoints(of, rules, {points, customerId: null}, on(day)));
  if (deed === 'night') return midnight(of, rules, on(day).atMs, {zone: vienna});
  const removal = {points: -points, expiration: {type: 'PROGRAM_RULES' as const}};
  return stepOf(adjustBalance(of, rules, removal, on(day)));
}

describe('tiers by balance', () => {
  const drop = {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}} as const;

  test('[LY40] the tier follows the balance at once, up and down', () => {
    expect(
      life(
        drop,
        [
          ['2023-01-10', 'earn', 100],
          ['2023-02-15', 'spend', 50],
          ['2023-02-25', 'earn', 500],
        ],
        '2023-01-01',
      ),
    ).toEqual([
      '2023-01-10 upgraded basic→silver',
      '2023-02-15 downgraded silver→basic',
      '2023-02-25 upgraded basic→gold',
    ]);
  });

  test('[LY41] with a span, a tier outlives the drop of the balance by it; a balance that is back lifts the end', () => {
    const graced = {...drop, expiration: {type: 'BALANCE_DROP', extendIso: 'P1M'}} as const;
    expect(
      life(graced, [
        ['2026-01-10', 'earn', 100],
        ['2026-02-15', 'spend', 50],
        ['2026-03-15', 'night'],
        ['2026-03-16', 'night'],
      ]),
    ).toEqual(['2026-01-10 upgraded basic→silver', '2026-03-16 downgraded silver→basic']);
    expect(
      life(graced, [
        ['2026-01-10', 'earn', 100],
        ['2026-02-15', 'spend', 50],
        ['2026-03-01', 'earn', 50],
        ['2026-04-01', 'night'],
      ]),
    ).toEqual(['2026-01-10 upgraded basic→silver', '2026-03-01 prolonged silver']);
  });

  const fixed = {
    qualification: 'BALANCE',
    expiration: {type: 'CUSTOM', extendIso: 'P3M', rounding: {to: {type: 'MONTH'}, strategy: 'END'}},
  } as const;

  test('[LY42] CUSTOM: a tier lasts for its span from the day it was reached, whatever becomes of the balance', () => {
    expect(
      life(fixed, [
        ['2026-01-10', 'earn', 100],
        ['2026-01-11', 'spend', 100],
        ['2026-04-30', 'night'],
        ['2026-05-01', 'night'],
      ]),
    ).toEqual([
      '2026-01-10 upgraded basic→silver through 2026-04-30',
      '2026-05-01 downgraded silver→basic through 2026-08-31',
    ]);
  });

  test('[LY43] CUSTOM: a tier whose balance is still there when it ends is prolonged by its span', () => {
    expect(
      life(fixed, [
        ['2026-01-10', 'earn', 100],
        ['2026-05-01', 'night'],
      ]),
    ).toEqual([
      '2026-01-10 upgraded basic→silver through 2026-04-30',
      '2026-05-01 prolonged silver through 2026-08-31',
    ]);
  });
});

describe('tiers by points in a period', () => {
  const quarterly = (
    start: 'IMMEDIATE' | 'NEXT_PERIOD',
    type: 'END_OF_PERIOD' | 'END_OF_NEXT_PERIOD',
    more = {},
  ) =>
    tierRulesSchema.parse({
      qualification: 'POINTS_IN_PERIOD',
      period: 'QUARTER',
      start,
      expiration: {type, ...more},
    });

  test('[LY44] IMMEDIATE, END_OF_PERIOD: with the points, through the period; spending takes nothing away', () => {
    expect(
      life(quarterly('IMMEDIATE', 'END_OF_PERIOD'), [
        ['2026-02-10', 'earn', 100],
        ['2026-02-11', 'spend', 100],
        ['2026-03-31', 'night'],
        ['2026-04-01', 'night'],
      ]),
    ).toEqual([
      '2026-02-10 upgraded basic→silver through 2026-03-31',
      '2026-04-01 downgraded silver→basic through 2026-06-30',
    ]);
  });

  test('[LY44] END_OF_NEXT_PERIOD: earned again in the next period, it is prolonged through the one after', () => {
    expect(
      life(quarterly('IMMEDIATE', 'END_OF_NEXT_PERIOD'), [
        ['2026-02-10', 'earn', 60],
        ['2026-02-20', 'earn', 40],
        ['2026-05-05', 'earn', 120],
        ['2026-07-01', 'night'],
      ]),
    ).toEqual([
      '2026-02-20 upgraded basic→silver through 2026-06-30',
      '2026-05-05 prolonged silver through 2026-09-30',
    ]);
  });

  test('[LY45] NEXT_PERIOD: the tier starts when the next period does', () => {
    expect(
      life(quarterly('NEXT_PERIOD', 'END_OF_PERIOD'), [
        ['2026-02-10', 'earn', 100],
        ['2026-03-31', 'night'],
        ['2026-04-01', 'night'],
        ['2026-07-01', 'night'],
      ]),
    ).toEqual([
      '2026-04-01 joined silver through 2026-06-30',
      '2026-07-01 downgraded silver→basic through 2026-09-30',
    ]);
  });

  test('[LY46] a higher tier that ends falls back on the one earned meanwhile', () => {
    expect(
      life(quarterly('IMMEDIATE', 'END_OF_NEXT_PERIOD'), [
        ['2026-02-10', 'earn', 500],
        ['2026-05-05', 'earn', 100],
        ['2026-07-01', 'night'],
      ]),
    ).toEqual([
      '2026-02-10 upgraded basic→gold through 2026-06-30',
      '2026-07-01 downgraded gold→silver through 2026-09-30',
    ]);
  });

  test('[LY47] the extension comes after the period, rounded last', () => {
    const rules = quarterly('IMMEDIATE', 'END_OF_PERIOD', {
      extendIso: 'P10D',
      rounding: {to: {type: 'CUSTOM', month: 6}, strategy: 'END'},
    });
    expect(life(rules, [['2026-02-10', 'earn', 100]])).toEqual([
      '2026-02-10 upgraded basic→silver through 2026-06-30',
    ]);
  });

  test('[LY48] points that are corrected away in the period take their tier with them', () => {
    expect(
      life(quarterly('IMMEDIATE', 'END_OF_NEXT_PERIOD'), [
        ['2026-02-10', 'earn', 500],
        ['2026-02-11', 'remove', 450],
      ]),
    ).toEqual([
      '2026-02-10 upgraded basic→gold through 2026-06-30',
      '2026-02-11 downgraded gold→basic through 2026-06-30',
    ]);
  });
});

test('[LY49] a program without tier rules has no tiers, and a tier that is gone is left', () => {
  expect(card(program({tiers: levels})).tier).toBeNull();
  const rules = program({
    tierRules: {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}},
    tiers: tiers({gold: 1}),
  });
  const gold = done(accruePoints(card(rules), rules, {points: 10}, on('2026-01-02')));
  const without = stepOf(accruePoints(gold, {...rules, tiers: []}, {points: 1}, on('2026-01-03')));
  expect(tierRoll(without)).toEqual(['2026-01-03 left gold→none']);
});

test('what makes no sense together is no rule', () => {
  const impossible = [
    {qualification: 'BALANCE', expiration: {type: 'END_OF_PERIOD'}},
    {qualification: 'POINTS_IN_PERIOD', start: 'IMMEDIATE', expiration: {type: 'END_OF_PERIOD'}},
    {
      qualification: 'POINTS_IN_PERIOD',
      period: 'MONTH',
      start: 'IMMEDIATE',
      expiration: {type: 'BALANCE_DROP'},
    },
    {qualification: 'BALANCE', expiration: {type: 'CUSTOM'}},
    {qualification: 'BALANCE', expiration: {type: 'CUSTOM', extendIso: 'PT1H'}},
  ];
  expect(impossible.map(rules => tierRulesSchema.safeParse(rules).success)).toEqual(Array(5).fill(false));
});

test('[LY38] points that arrive after their period has ended count in the period in which they arrive', () => {
  const yearly = tierRulesSchema.parse({
    qualification: 'POINTS_IN_PERIOD',
    period: 'YEAR',
    start: 'IMMEDIATE',
    expiration: {type: 'END_OF_PERIOD'},
  });
  const deeds: readonly Deed[] = [
    ['2027-01-02', 'earn', 60],
    ['2026-12-31', 'earn', 40],
  ];
  expect(life(yearly, deeds, '2026-12-01')).toEqual([
    '2027-01-02 prolonged basic through 2027-12-31',
    '2027-01-02 upgraded basic→silver through 2027-12-31',
  ]);
});
