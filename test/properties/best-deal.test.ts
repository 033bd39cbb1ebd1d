/** The best deal against every deal there is: all subsets of what is asked for, in all orders. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import type {Facts} from '../../shared/decision/facts.ts';
import type {DecisionRequest, RequestedRedeemable} from '../../shared/decision/request.ts';
import {bestDeal, savedBy} from '../../shared/qualification/best-deal.ts';
import {facts as factsOf, request as requestOf} from '../builders/facts.ts';
import {anyCart, anyCircumstances} from './arbitraries.ts';
import {anyDealOffers, anyDealSettings} from './arbitrary-deals.ts';

vi.setConfig({testTimeout: 120_000});

interface Case {
  readonly facts: Facts;
  readonly request: DecisionRequest;
}

function anyCase(most: number): fc.Arbitrary<Case> {
  return fc
    .tuple(anyCart, anyDealOffers(most), anyCircumstances, anyDealSettings)
    .map(([cart, offers, given, {stacking, conventions, categories}]) => {
      const all = {...given, stacking, conventions, facts: {categories}};
      return {facts: factsOf(offers, all), request: requestOf(cart, offers, all)};
    });
}

test('[BD1] [BD4] for up to five redeemables it takes off what the best of all subsets in all orders takes off', () => {
  fc.assert(
    fc.property(anyCase(5), ({facts, request}) => {
      const found = bestDeal(facts, request);
      if (!found.ok) throw new Error(found.refusal.code);
      let most = 0;
      for (const redeemables of arrangements(request.redeemables)) {
        most = Math.max(most, savedBy(decided(facts, {...request, redeemables})));
      }
      expect(found.discountMinor).toBe(most);
      expect(found).toMatchObject({proven: true, gapMinor: 0});
    }),
    {numRuns: 250},
  );
});

test('[BD1] six redeemables too', () => {
  fc.assert(
    fc.property(anyCase(6), ({facts, request}) => {
      const found = bestDeal(facts, request);
      if (!found.ok) throw new Error(found.refusal.code);
      let most = 0;
      for (const redeemables of arrangements(request.redeemables)) {
        most = Math.max(most, savedBy(decided(facts, {...request, redeemables})));
      }
      expect(found.discountMinor).toBe(most);
    }),
    {numRuns: 12},
  );
});

test('[BD2] it is what the chosen redeemables come to when they are asked for, and all of them are used', () => {
  fc.assert(
    fc.property(anyCase(7), fc.constantFrom('customer' as const, 'merchant' as const), (one, dealFor) => {
      const found = bestDeal(one.facts, one.request, dealFor);
      if (!found.ok) throw new Error(found.refusal.code);
      const {verdicts, valid} = decided(one.facts, {...one.request, redeemables: [...found.redeemables]});
      expect(valid).toBe(true);
      expect(verdicts.map(({status}) => status)).toEqual(found.redeemables.map(() => 'applied'));
      expect(savedBy({valid, verdicts})).toBe(found.discountMinor);
    }),
    {numRuns: 200},
  );
});

test('[BD3] it is never worse than the order asked for, and the gap is an upper bound, with ever so many', () => {
  fc.assert(
    fc.property(anyCase(14), ({facts, request}) => {
      const found = bestDeal(facts, request);
      if (!found.ok) throw new Error(found.refusal.code);
      const asked = savedBy(decided(facts, request));
      expect(found.requestedMinor).toBe(asked);
      expect(found.discountMinor).toBeGreaterThanOrEqual(asked);
      expect(found.differenceMinor).toBe(found.discountMinor - asked);
      expect(found.proven).toBe(found.gapMinor === 0);
    }),
    {numRuns: 60},
  );
});

test('[BD5] for the merchant: of all deals to which nothing can be added, the one that takes off least', () => {
  fc.assert(
    fc.property(anyCase(4), one => {
      const {facts} = one;
      const request = {...one.request, applicationMode: 'PARTIAL' as const};
      const found = bestDeal(facts, request, 'merchant');
      if (!found.ok) throw new Error(found.refusal.code);
      fc.pre(facts.settings.stacking.sortingRule !== 'CATEGORY_HIERARCHY');
      fc.pre(facts.settings.stacking.jointCategories === undefined);
      let least: number | null = null;
      for (const redeemables of arrangements(request.redeemables)) {
        const decision = decided(facts, {...request, redeemables});
        const all = appliedIn(decision);
        if (all.length < redeemables.length) continue;
        const canGrow = request.redeemables.some(more => {
          const larger = appliedIn(decided(facts, {...request, redeemables: [...redeemables, more]}));
          return larger.length > all.length;
        });
        if (!canGrow) least = Math.min(least ?? Number.POSITIVE_INFINITY, savedBy(decision));
      }
      expect(found.discountMinor).toBe(least ?? 0);
    }),
    {numRuns: 150},
  );
});

function decided(facts: Facts, request: DecisionRequest): Decision {
  return decide(facts, request, {trace: false});
}

function appliedIn({verdicts}: Decision): readonly string[] {
  return verdicts.flatMap(({status, foundId}) => (status === 'applied' && foundId !== null ? foundId : []));
}

/** Every subset in every order. */
function* arrangements(all: readonly RequestedRedeemable[]): Generator<RequestedRedeemable[]> {
  yield [];
  for (const [index, one] of all.entries()) {
    const others = all.filter((_, other) => other !== index);
    for (const rest of arrangements(others)) yield [one, ...rest];
  }
}
