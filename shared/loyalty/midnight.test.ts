import {describe, expect, test} from 'vitest';
import {
  card,
  date,
  done,
  on,
  program,
  statement,
  tierRoll,
  tiers,
  vienna,
} from '../../test/builders/loyalty.ts';
import {epochMs} from '../kernel/epoch.ts';
import {accruePoints} from './accrue-points.ts';
import {autoRedeem} from './auto-redeem.ts';
import {addPendingPoints} from './change-pending-points.ts';
import {balanceOf, type LoyaltyCard} from './loyalty-card.ts';
import type {LoyaltyProgram} from './loyalty-program.ts';
import {midnight} from './midnight.ts';
import {openCard} from './open-card.ts';

const night = (of: LoyaltyCard, rules: LoyaltyProgram, day: string, more = {}) =>
  midnight(of, rules, on(day).atMs, {zone: vienna, ...more});

const mug = {rewardId: 'rew_mug', points: 100} as const;

function waiting(of: LoyaltyCard, points: number, activatesOn: string): LoyaltyCard {
  const added = addPendingPoints(of, {
    id: `lopp_${activatesOn}`,
    points,
    state: 'PENDING',
    activatesOn: date(activatesOn),
    earningRuleId: 'ern_1',
  });
  return added.ok ? added.card : of;
}

test('[LY32] waiting points first, then the automatic reward, tiers, expiration, and the balance tiers again', () => {
  const rules = program({
    expiration: {type: 'MONTH', months: 1},
    tierRules: {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}},
    tiers: tiers({basic: 0, silver: 60, gold: 150}),
    autoRedeem: mug,
  });
  const old = done(accruePoints(card(rules), rules, {points: 70}, on('2026-01-25')));
  const step = night(waiting(old, 190, '2026-02-26'), rules, '2026-02-26');
  expect(statement(step.transactions)).toEqual([
    'PENDING_POINTS_ACTIVATION +190, total 260, balance 260',
    'POINTS_REDEMPTION -200, total 260, balance 60',
  ]);
  expect(tierRoll(step)).toEqual([]);
  expect(step.redemptions).toMatchObject([{rewardId: 'rew_mug', rewards: 2, points: 200}]);
});

test('[LY32] tiers are settled before points expire, and those by balance again after', () => {
  const rules = program({
    expiration: {type: 'MONTH', months: 1},
    tierRules: {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}},
    tiers: tiers({basic: 0, silver: 60, gold: 150}),
  });
  const old = done(accruePoints(card(rules), rules, {points: 70}, on('2026-01-25')));
  const step = night(waiting(old, 100, '2026-02-26'), rules, '2026-02-26');
  expect(statement(step.transactions)).toEqual([
    'PENDING_POINTS_ACTIVATION +100, total 170, balance 170',
    'POINTS_EXPIRATION -70, total 170, balance 100',
  ]);
  expect(tierRoll(step)).toEqual(['2026-02-26 upgraded silver→gold', '2026-02-26 downgraded gold→silver']);
});

test('[LY30] a second run on the same day changes nothing, nor does one with an older clock', () => {
  const rules = program({expiration: {type: 'MONTH', months: 0}, autoRedeem: mug});
  const rich = waiting(
    done(accruePoints(card(rules), rules, {points: 90}, on('2026-01-25'))),
    500,
    '2026-01-26',
  );
  const once = night(rich, rules, '2026-01-26').card;
  expect(night(once, rules, '2026-01-26')).toEqual({
    card: once,
    transactions: [],
    tierEvents: [],
    redemptions: [],
  });
  expect(night(once, rules, '2026-01-20').card).toEqual(once);
});

test('[LY31] nights that nobody worked off are worked off in turn', () => {
  const rules = program({
    expiration: {type: 'MONTH', months: 1},
    tierRules: {qualification: 'BALANCE', expiration: {type: 'CUSTOM', extendIso: 'P1M'}},
    tiers: tiers({basic: 0, silver: 100}),
  });
  const begun = waiting(
    done(accruePoints(card(rules), rules, {points: 50}, on('2026-01-10'))),
    60,
    '2026-01-20',
  );
  const atOnce = night(begun, rules, '2026-06-01');
  let each = {card: begun, told: [] as readonly string[]};
  for (let day = on('2026-01-11').atMs; day <= on('2026-06-01').atMs; day = epochMs(day + 86_400_000)) {
    const step = midnight(each.card, rules, day, {zone: vienna});
    each = {card: step.card, told: [...each.told, ...tierRoll(step)]};
  }
  expect(tierRoll(atOnce)).toEqual(each.told);
  expect(each.told).toEqual([
    '2026-01-20 upgraded basic→silver through 2026-02-20',
    '2026-02-21 downgraded silver→basic through 2026-03-21',
    '2026-03-22 prolonged basic through 2026-04-22',
    '2026-04-23 prolonged basic through 2026-05-23',
    '2026-05-24 prolonged basic through 2026-06-24',
  ]);
  expect(atOnce.card).toEqual(each.card);
});

test('[LY33] the night is the project’s: 23:30 UTC is the next day in Vienna', () => {
  const rules = program({expiration: {type: 'MONTH', months: 0}});
  const earned = done(accruePoints(card(rules), rules, {points: 10}, on('2026-01-25')));
  const late = epochMs(Date.parse('2026-01-25T23:30:00Z'));
  expect(midnight(earned, rules, late, {zone: 'UTC'}).transactions).toEqual([]);
  expect(statement(midnight(earned, rules, late, {zone: vienna}).transactions)).toEqual([
    'POINTS_EXPIRATION -10, total 10, balance 0',
  ]);
});

describe('the automatic reward', () => {
  const rules = program({autoRedeem: {rewardId: 'rew_mug', points: 1}});
  const rich = (points: number) => done(accruePoints(card(rules), rules, {points}, on('2026-01-25')));

  test('[LY35] at most 25 at once and ten times a day; the rest on later days', () => {
    const bought = autoRedeem(rich(300), rules, on('2026-01-25'));
    expect(bought.redemptions.map(({rewards}) => rewards)).toEqual(Array(10).fill(25));
    expect(balanceOf(bought.card)).toBe(50);
    expect(autoRedeem(bought.card, rules, on('2026-01-25')).redemptions).toEqual([]);
    expect(night(bought.card, rules, '2026-01-26').redemptions.map(({rewards}) => rewards)).toEqual([25, 25]);
  });

  test('[LY36] never more than is in stock, and nothing for a card without a holder', () => {
    expect(
      autoRedeem(rich(300), rules, on('2026-01-25'), 30).redemptions.map(({rewards}) => rewards),
    ).toEqual([25, 5]);
    const nobody = openCard('v_free', program({...rules, initialPoints: 5}), null, on('2026-01-25')).card;
    expect(autoRedeem(nobody, rules, on('2026-01-25')).redemptions).toEqual([]);
  });

  test('[LY37] it costs what the holder’s tier says; for nothing it is not bought', () => {
    const tierRules = {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP'}} as const;
    const [gold] = tiers({gold: 0});
    const mapped = (points: number) =>
      program({
        autoRedeem: mug,
        tierRules,
        tiers: gold === undefined ? [] : [{...gold, rewards: {rew_mug: {type: 'CUSTOM', points}}}],
      });
    const bought = (points: number) => {
      const of = done(accruePoints(card(mapped(points)), mapped(points), {points: 100}, on('2026-01-25')));
      return autoRedeem(of, mapped(points), on('2026-01-25')).redemptions.map(({rewards}) => rewards);
    };
    expect([bought(40), bought(0)]).toEqual([[2], []]);
  });
});
