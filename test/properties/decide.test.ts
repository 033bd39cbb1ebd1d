/** What holds of every decision, over random carts, redeemables, rules and facts. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {decide} from '../../shared/decision/decide.ts';
import {type Decision, decisionSchema} from '../../shared/decision/decision.ts';
import {type Facts, factsSchema} from '../../shared/decision/facts.ts';
import {hashDecision} from '../../shared/decision/hash-decision.ts';
import {type DecisionRequest, decisionRequestSchema} from '../../shared/decision/request.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {facts as factsOf, request as requestOf} from '../builders/facts.ts';
import {anyCart, anyCircumstances, anyOffers} from './arbitraries.ts';

// Hundreds of cases each; a machine that has other things to do needs its time.
vi.setConfig({testTimeout: 60_000});

interface Case {
  readonly facts: Facts;
  readonly request: DecisionRequest;
}

const anyCase: fc.Arbitrary<Case> = fc
  .tuple(anyCart, anyOffers, anyCircumstances)
  .map(([cart, offers, given]) => ({facts: factsOf(offers, given), request: requestOf(cart, offers, given)}));

function forEveryDecision(check: (decision: Decision, one: Case) => void, numRuns = 400): void {
  fc.assert(
    fc.property(anyCase, one => check(decide(one.facts, one.request), one)),
    {numRuns},
  );
}

test('the cases are what the schemas allow, and reach what they are meant to', () => {
  const seen = new Map<string, number>();
  forEveryDecision((decision, {facts, request}) => {
    expect(factsSchema.safeParse(facts).error).toBeUndefined();
    expect(decisionRequestSchema.safeParse(request).error).toBeUndefined();
    expect(decisionSchema.safeParse(decision).error).toBeUndefined();
    for (const verdict of decision.verdicts) {
      const outcome = verdict.status === 'applied' ? 'applied' : verdict.refusal.code;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  });
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'applied',
      'rules_not_met',
      'customer_required',
      'expired',
      'lease_empty',
      'duplicate',
    ]),
  );
});

test('no total, subtotal or discount is below zero, and the discounts are what is missing from the amount', () => {
  forEveryDecision(({order, initialOrder, verdicts}) => {
    const orders = [initialOrder, order, ...verdicts.flatMap(v => (v.status === 'applied' ? v.order : []))];
    for (const one of orders) {
      const {lines, orderDiscountMinor, itemsDiscountMinor, totalDiscountMinor, amountMinor, totalMinor} =
        one;
      expect(Math.min(orderDiscountMinor, itemsDiscountMinor, totalMinor ?? 0)).toBeGreaterThanOrEqual(0);
      expect(lines.reduce((sum, line) => sum + line.discountMinor, 0)).toBe(itemsDiscountMinor);
      expect(orderDiscountMinor + itemsDiscountMinor).toBe(totalDiscountMinor);
      expect((amountMinor ?? 0) - (totalMinor ?? 0)).toBe(totalDiscountMinor);
      for (const line of lines) {
        expect((line.amountMinor ?? 0) - (line.subtotalMinor ?? 0)).toBe(line.discountMinor);
        expect(Math.min(line.subtotalMinor ?? 0, line.discountMinor)).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

test('what the applied redeemables took off is what the order lost, step by step', () => {
  forEveryDecision(({valid, order, initialOrder, verdicts, draws}) => {
    const applied = verdicts.flatMap(verdict => (verdict.status === 'applied' ? verdict : []));
    let before = initialOrder;
    for (const verdict of applied) {
      expect(verdict.order.totalDiscountMinor - before.totalDiscountMinor).toBe(verdict.discountMinor);
      expect(verdict.order.appliedOrderDiscountMinor + verdict.order.appliedItemsDiscountMinor).toBe(
        verdict.discountMinor,
      );
      before = verdict.order;
    }
    const together = applied.reduce((sum, verdict) => sum + verdict.discountMinor, 0);
    const happened = valid || applied.length === 0 || verdicts.every(v => v.status !== 'inapplicable');
    expect(order.totalDiscountMinor - initialOrder.totalDiscountMinor).toBe(happened ? together : 0);
    expect(order.appliedOrderDiscountMinor + order.appliedItemsDiscountMinor).toBe(happened ? together : 0);
    expect(draws).toEqual(happened ? applied.flatMap(verdict => verdict.draws) : []);
  });
});

test('draws never take more than what is available, and gift credits are drawn to the cent', () => {
  forEveryDecision(({draws, verdicts}, {facts}) => {
    for (const {account, amount} of draws) {
      const drawn = draws.reduce((sum, one) => (one.account === account ? sum + one.amount : sum), 0);
      const found = facts.availability.find(one => one.account === account);
      expect(amount).toBeGreaterThan(0);
      expect(drawn).toBeLessThanOrEqual(found?.available ?? 0);
    }
    for (const verdict of verdicts) {
      if (verdict.status !== 'applied' || verdict.gift === null) continue;
      const credits = verdict.draws.find(one => one.account.startsWith('g:'))?.amount ?? 0;
      expect(credits).toBe(verdict.gift.creditsMinor);
    }
  });
});

test('equal facts in any order of their lists give an equal decision', () => {
  fc.assert(
    fc.property(
      anyCase.chain(one => fc.tuple(fc.constant(one), shuffled(one.facts))),
      ([{facts, request}, other]) => {
        expect(hashDecision(decide(other, request))).toBe(hashDecision(decide(facts, request)));
      },
    ),
    {numRuns: 200},
  );
});

test('facts that went through JSON and another order of keys give an equal decision', () => {
  forEveryDecision((decision, {facts, request}) => {
    const travelled = factsSchema.parse(JSON.parse(JSON.stringify(turned(facts))));
    expect(hashDecision(decide(travelled, request))).toBe(hashDecision(decision));
    expect(contentHash(travelled)).toBe(contentHash(facts));
  }, 150);
});

test('facts and request are only read', () => {
  fc.assert(
    fc.property(anyCase, one => {
      decide(deepFreeze(one.facts), deepFreeze(one.request));
    }),
    {numRuns: 150},
  );
});

test('PARTIAL applies at least what ALL applies, and the same where ALL is valid', () => {
  fc.assert(
    fc.property(anyCase, ({facts, request}) => {
      const all = decide(facts, {...request, applicationMode: 'ALL'});
      const partial = decide(facts, {...request, applicationMode: 'PARTIAL'});
      const appliedIn = (one: Decision) => one.verdicts.flatMap((v, i) => (v.status === 'applied' ? i : []));
      expect(appliedIn(partial)).toEqual(expect.arrayContaining(appliedIn(all)));
      const refused = all.verdicts.some(verdict => verdict.status === 'inapplicable');
      if (!refused) expect(partial).toEqual(all);
    }),
  );
});

test('a refused redeemable changes nothing for the rest', () => {
  fc.assert(
    fc.property(anyCase, ({facts, request}) => {
      const asked = {...request, applicationMode: 'PARTIAL' as const};
      const decision = decide(facts, asked);
      const tried = decision.verdicts.map(verdict => verdict.status !== 'inapplicable');
      const without = {...asked, redeemables: asked.redeemables.filter((_, index) => tried[index])};
      // Names that come twice are left out: the second stops being a repetition when the first is gone.
      fc.pre(decision.verdicts.every(v => v.status !== 'skipped'));
      expect(decide(facts, without).order).toEqual(decision.order);
    }),
  );
});

test('each applied redeemable of a valid decision becomes one redemption', () => {
  forEveryDecision(decision => {
    let made = 0;
    const plan = planRedemption(decision, () => {
      made += 1;
      return `r_${made}`;
    });
    const applied = decision.verdicts.filter(verdict => verdict.status === 'applied');
    expect(plan.redemptions.length).toBe(decision.valid ? applied.length : 0);
    expect(new Set(plan.redemptions.map(one => one.id)).size).toBe(plan.redemptions.length);
    expect(plan.parentRedemptionId === null).toBe(plan.redemptions.length < 2);
  }, 150);
});

function shuffled(facts: Facts): fc.Arbitrary<Facts> {
  const shuffle = <T>(list: T[]) => fc.shuffledSubarray(list, {minLength: list.length});
  return fc.record({
    nowMs: fc.constant(facts.nowMs),
    settings: fc.constant(facts.settings),
    customer: fc.constant(facts.customer),
    products: shuffle(facts.products),
    vouchers: shuffle(facts.vouchers),
    promotionTiers: shuffle(facts.promotionTiers),
    campaigns: shuffle(facts.campaigns),
    validationRules: shuffle(facts.validationRules),
    availability: shuffle(facts.availability),
  });
}

/** The same value with its keys put in from the other end. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([key, member]) => [key, turned(member)]));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
