/** The promises of shared/loyalty/SPEC.md over random lives of two cards of one program. */
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {accruePoints} from '../../shared/loyalty/accrue-points.ts';
import {adjustBalance} from '../../shared/loyalty/adjust-balance.ts';
import type {CardStep} from '../../shared/loyalty/card-step.ts';
import type {CardTransaction} from '../../shared/loyalty/card-transaction.ts';
import {addPendingPoints} from '../../shared/loyalty/change-pending-points.ts';
import {addDays} from '../../shared/loyalty/local-date.ts';
import {balanceOf, type LoyaltyCard, loyaltyCardSchema, totalOf} from '../../shared/loyalty/loyalty-card.ts';
import type {LoyaltyProgram} from '../../shared/loyalty/loyalty-program.ts';
import {midnight} from '../../shared/loyalty/midnight.ts';
import type {Moment} from '../../shared/loyalty/moment.ts';
import {pointsIn} from '../../shared/loyalty/points-buckets.ts';
import {redeemPoints} from '../../shared/loyalty/redeem-points.ts';
import {refundPoints} from '../../shared/loyalty/refund-points.ts';
import type {SpentPoints} from '../../shared/loyalty/spent-points.ts';
import {type TierRules, tierRulesSchema} from '../../shared/loyalty/tier-rules.ts';
import {transferPoints} from '../../shared/loyalty/transfer-points.ts';
import {card, on, program, tiers, vienna} from '../builders/loyalty.ts';

interface Deed {
  readonly kind: 'earn' | 'wait' | 'add' | 'remove' | 'spend' | 'refund' | 'move' | 'night';
  readonly who: 0 | 1;
  readonly points: number;
  /** Days after the deed before; a day back is a till that reports late. */
  readonly later: number;
}

interface World {
  readonly cards: readonly [LoyaltyCard, LoyaltyCard];
  readonly spent: readonly SpentPoints[];
  readonly statement: readonly CardTransaction[];
  readonly at: Moment;
  readonly moved: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('earn' as const, 'wait', 'add', 'remove', 'spend', 'refund', 'move', 'night'),
  who: fc.constantFrom(0 as const, 1),
  points: fc.integer({min: 1, max: 300}),
  later: fc.oneof(fc.integer({min: 0, max: 20}), fc.integer({min: -2, max: 120})),
});

const tierRules: fc.Arbitrary<TierRules | undefined> = fc.constantFrom(
  ...[
    {qualification: 'BALANCE', expiration: {type: 'BALANCE_DROP', extendIso: 'P10D'}},
    {
      qualification: 'BALANCE',
      expiration: {type: 'CUSTOM', extendIso: 'P2M', rounding: {to: {type: 'MONTH'}, strategy: 'END'}},
    },
    {
      qualification: 'POINTS_IN_PERIOD',
      period: 'MONTH',
      start: 'IMMEDIATE',
      expiration: {type: 'END_OF_NEXT_PERIOD'},
    },
    {
      qualification: 'POINTS_IN_PERIOD',
      period: 'QUARTER',
      start: 'NEXT_PERIOD',
      expiration: {type: 'END_OF_PERIOD'},
    },
  ].map(rules => tierRulesSchema.parse(rules)),
  undefined,
);

const programs: fc.Arbitrary<LoyaltyProgram> = fc
  .record({rules: tierRules, months: fc.integer({min: 0, max: 3}), auto: fc.boolean()})
  .map(({rules, months, auto}) =>
    program({
      expiration: {type: 'MONTH', months},
      tiers: tiers({basic: 0, silver: 100, gold: 300}),
      ...(rules === undefined ? {} : {tierRules: rules}),
      ...(auto ? {autoRedeem: {rewardId: 'rew_mug', points: 40}} : {}),
    }),
  );

function live(world: World, of: LoyaltyProgram, {kind, who, points, later}: Deed, index: number): World {
  const today = addDays(world.at.today, later);
  const at = {today, atMs: epochMs(world.at.atMs + later * 86_400_000)};
  const next: World = {...world, at};
  const own = world.cards[who];
  const kept = (step: CardStep): World => ({
    ...next,
    cards: who === 0 ? [step.card, world.cards[1]] : [world.cards[0], step.card],
    statement: [...world.statement, ...step.transactions],
  });
  if (kind === 'night') return kept(midnight(own, of, at.atMs, {zone: vienna}));
  if (kind === 'wait') {
    const entry = {
      id: `lopp_${index}` as const,
      points,
      state: 'PENDING' as const,
      activatesOn: addDays(today, 5),
    };
    const added = addPendingPoints(own, {...entry, earningRuleId: 'ern_1'});
    return added.ok ? kept({card: added.card, transactions: [], tierEvents: []}) : next;
  }
  if (kind === 'move') {
    const from = {card: world.cards[1], program: of, points, sourceId: `move-${index}`, prior: null};
    const moved = transferPoints(world.cards[0], of, [from], at);
    if (!moved.ok) return next;
    const giver = moved.sources[0]?.card ?? world.cards[1];
    const statement = [
      ...world.statement,
      ...moved.target.transactions,
      ...moved.sources.flatMap(s => s.transactions),
    ];
    return {...next, cards: [moved.target.card, giver], statement, moved: world.moved + points};
  }
  if (kind === 'spend') {
    const redeemed = redeemPoints(own, of, {points, customerId: null}, at);
    return redeemed.ok && who === 0
      ? {...kept(redeemed.step), spent: [...world.spent, redeemed.spent]}
      : next;
  }
  if (kind === 'refund') {
    const [first, ...others] = world.spent;
    const part = first === undefined ? 0 : Math.min(points, pointsIn(first.from));
    const refunded = first === undefined ? null : refundPoints(world.cards[0], of, first, part, at);
    if (refunded === null || !refunded.ok) return next;
    const spent = [...others, refunded.spent];
    const statement = [...world.statement, ...refunded.step.transactions];
    return {...next, cards: [refunded.step.card, world.cards[1]], spent, statement};
  }
  const signed = kind === 'remove' ? -points : points;
  const result =
    kind === 'earn'
      ? accruePoints(own, of, {points}, at)
      : adjustBalance(own, of, {points: signed, expiration: {type: 'PROGRAM_RULES'}}, at);
  return result.ok ? kept(result.step) : next;
}

function forEveryLife(check: (world: World, before: World, of: LoyaltyProgram) => void): void {
  fc.assert(
    fc.property(programs, fc.array(deed, {maxLength: 40}), (of, deeds) => {
      let world: World = {
        cards: [card(of), card(of, '2026-01-01', 'bob')],
        spent: [],
        statement: [],
        at: on('2026-01-01'),
        moved: 0,
      };
      deeds.forEach((one, index) => {
        const before = world;
        world = live(world, of, one, index);
        check(world, before, of);
      });
    }),
    {numRuns: 300},
  );
}

test('[LY1] [LY2] buckets sum to the balance, sorted, one per day, none empty, and no count is negative', () => {
  forEveryLife(({cards}) => {
    for (const one of cards) {
      expect(pointsIn(one.buckets)).toBe(balanceOf(one));
      const days = one.buckets.map(bucket => bucket.usableThrough ?? '9999-99-99');
      expect(days).toEqual([...new Set(days)].sort());
      expect(loyaltyCardSchema.safeParse(one).error).toBeUndefined();
    }
  });
});

test('[LY3] a statement adds up: every line’s balance is the one before plus its points', () => {
  forEveryLife(({statement, cards}) => {
    for (const one of cards) {
      const lines = statement.filter(line => line.voucherId === one.voucherId);
      let balance = 0;
      for (const line of lines) {
        balance += line.points;
        expect(line.balance).toBe(balance);
      }
      expect(balance).toBe(balanceOf(one));
    }
  });
});

test('[LY17] a transfer conserves what both cards have', () => {
  forEveryLife((world, before) => {
    if (world.moved === before.moved) return;
    const sums = (of: World) => [
      of.cards.reduce((sum, one) => sum + balanceOf(one), 0),
      of.cards.reduce((sum, one) => sum + totalOf(one), 0),
    ];
    expect(sums(world)).toEqual(sums(before));
  });
});

test('[LY30] a second midnight on the same day changes nothing', () => {
  forEveryLife(({cards, at}, _, of) => {
    for (const one of cards) {
      const once = midnight(one, of, at.atMs, {zone: vienna}).card;
      expect(midnight(once, of, at.atMs, {zone: vienna})).toEqual({
        card: once,
        transactions: [],
        tierEvents: [],
        redemptions: [],
      });
    }
  });
});

test('[LY34] after a midnight nothing that has run out is left, and no point that waits is due', () => {
  forEveryLife(({cards, at}, _, of) => {
    for (const one of cards) {
      const {card: after} = midnight(one, of, at.atMs, {zone: vienna});
      const {today} = at;
      const isBehind = [after.midnightOn, after.touchedOn].some(day => day !== undefined && day > today);
      if (isBehind) continue;
      expect(
        after.buckets.filter(({usableThrough}) => usableThrough !== null && usableThrough < today),
      ).toEqual([]);
      expect(
        after.pending.filter(({state, activatesOn}) => state === 'PENDING' && activatesOn <= today),
      ).toEqual([]);
    }
  });
});

test('[LY15] repeating a source id after any life changes nothing', () => {
  forEveryLife(({cards: [ann, bob], at}, _, of) => {
    const change = {points: 7, expiration: {type: 'NON_EXPIRING' as const}, sourceId: 'again'};
    const once = adjustBalance(ann, of, change, at);
    if (!once.ok) return;
    const {card: after, transactions} = once.step;
    const prior = transactions[0] ?? null;
    expect(adjustBalance(after, of, change, at, prior)).toEqual({
      ok: true,
      step: {card: after, transactions: [], tierEvents: []},
    });
    const from = {program: of, points: 7, sourceId: 'moved'};
    const moved = transferPoints(bob, of, [{...from, card: after, prior: null}], at);
    if (!moved.ok) return;
    const giver = moved.sources[0];
    const again = {...from, card: giver?.card ?? after, prior: giver?.transactions[0] ?? null};
    expect(transferPoints(moved.target.card, of, [again], at)).toEqual({
      ok: true,
      target: {card: moved.target.card, transactions: [], tierEvents: []},
      sources: [],
    });
  });
});
