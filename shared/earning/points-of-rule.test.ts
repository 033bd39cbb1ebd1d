import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openingMs} from '../../test/builders/facts.ts';
import type {FormulaContext} from '../formula/formula-context.ts';
import type {PointsMapping} from '../loyalty/points-mapping.ts';
import type {EarningRule} from './earning-rule.ts';
import {pointsOfRule} from './points-of-rule.ts';

const nothingKnown: FormulaContext = {
  nowMs: openingMs,
  zone: 'UTC',
  currencyExponent: 2,
  orderAmountMinor: () => null,
  orderSubtotalMinor: () => null,
  lines: () => [],
  lineIndex: null,
  metadata: () => null,
  voucher: () => null,
  promotionTier: () => null,
  customerBirthdate: () => null,
};

function rule(points: EarningRule['points']): EarningRule {
  const terms = {trigger: {event: 'order_paid'} as const, points, active: true, banner: null};
  const window = {startsAtMs: null, endsAtMs: null, metadata: {}};
  return {kind: 'earning_rule', id: 'ern_1', version: 1, campaignId: 'camp_points', ...terms, ...window};
}

const mapping: fc.Arbitrary<PointsMapping | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    type: fc.constant('MULTIPLY' as const),
    multiplier: fc.integer({min: 0, max: 1e8}).map(n => n / 10_000),
  }),
  fc.record({type: fc.constant('CUSTOM' as const), points: fc.nat()}),
);

test('[EA14] [EA18] whatever is measured, points are a whole number that is not negative, or refused', () => {
  const formula = fc.constantFrom(
    undefined,
    '1 / 3',
    '0 - 1',
    '1 / 0',
    'ORDER_AMOUNT',
    'POW(10; 300)',
    '(((',
  );
  fc.assert(
    fc.property(
      fc.oneof(fc.double(), fc.integer(), fc.constant(null)),
      fc.integer({min: 1, max: Number.MAX_SAFE_INTEGER}),
      fc.nat({max: 1_000_000_000}),
      formula,
      mapping,
      (measured, every, points, text, of) => {
        const terms = {type: 'PROPORTIONAL' as const, base: {type: 'ORDER_AMOUNT' as const}, every, points};
        const worked = pointsOfRule(
          rule(text === undefined ? terms : {...terms, formula: text}),
          measured,
          of,
          () => nothingKnown,
        );
        const count = worked?.points ?? 0;
        expect(Number.isSafeInteger(count) && count >= 0 && count <= 1e12).toBe(true);
      },
    ),
    {numRuns: 2000},
  );
});

test('[EA14] more of the base never earns less', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({min: 1, max: 1000}), mapping, (less, more, every, of) => {
      const terms = {type: 'PROPORTIONAL' as const, base: {type: 'ORDER_AMOUNT' as const}, every, points: 3};
      const worth = (measured: number) => pointsOfRule(rule(terms), measured, of, () => nothingKnown);
      const [a, b] = [worth(Math.min(less, more)), worth(Math.max(less, more))];
      if (a !== null && b !== null) expect(b.points).toBeGreaterThanOrEqual(a.points);
    }),
  );
});
