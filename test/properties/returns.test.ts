/** What holds of every sequence of returns, over random sales, policies and ways to bring things back. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import type {AskedReturn} from '../../shared/returns/asked-return.ts';
import {decideKept} from '../../shared/returns/decide-kept.ts';
import {keptCost} from '../../shared/returns/kept-cost.ts';
import {keptUnits, returnedIn} from '../../shared/returns/kept-units.ts';
import {planReturn, type ReturnPlan} from '../../shared/returns/plan-return.ts';
import {type ReturnPolicy, type ReturnRecord, returnPolicies} from '../../shared/returns/return-record.ts';
import {hasReplacedUnits, type SoldOrder} from '../../shared/returns/sold-order.ts';
import {soldFrom} from '../builders/sold.ts';
import {anySale} from './arbitrary-sales.ts';
import {anyShop} from './arbitrary-shops.ts';

vi.setConfig({testTimeout: 120_000});

/** A return, by what is still there when it comes to it: some name what is not, are refused and change nothing. */
type Step = (sale: SoldOrder, earlier: readonly ReturnRecord[]) => AskedReturn;

const blind: fc.Arbitrary<Step> = fc
  .record(
    {
      units: fc.array(
        fc.oneof(
          fc.record({
            line: fc.nat(5),
            units: fc.array(fc.integer({min: 1, max: 5}), {minLength: 1, maxLength: 3}),
          }),
          fc.record({line: fc.nat(5), quantity: fc.integer({min: 1, max: 3})}),
        ),
        {maxLength: 3},
      ),
      shipping: fc.boolean(),
      rest: fc.boolean(),
    },
    {requiredKeys: ['units']},
  )
  .map(asked => () => asked);
const picked: fc.Arbitrary<Step> = fc
  .tuple(fc.array(fc.nat(20), {minLength: 1, maxLength: 3}), fc.nat(9))
  .map(([picks, n]) => (sale, earlier) => {
    const left = singleUnits(sale, earlier);
    const units = left.length === 0 ? [] : picks.flatMap(pick => left[pick % left.length] ?? []);
    return {units, ...(n === 0 ? {shipping: true} : {})};
  });
const anyStep = fc.oneof({weight: 1, arbitrary: blind}, {weight: 3, arbitrary: picked});
const anyPolicy = fc.constantFrom(...returnPolicies);
const anySteps = fc.array(fc.tuple(anyStep, anyPolicy), {maxLength: 6});

/** Everything that is still with the customer, unit by unit. */
function singleUnits(sale: SoldOrder, earlier: readonly ReturnRecord[]): {line: number; units: number[]}[] {
  return keptUnits(sale.frozen, returnedIn(earlier)).flatMap(({line, first, count}) =>
    Array.from({length: count}, (_, i) => ({line, units: [first + i]})),
  );
}

function bringAllBack(
  sale: SoldOrder,
  steps: readonly (readonly [Step, ReturnPolicy])[],
  last: ReturnPolicy,
): ReturnPlan[] {
  const plans: ReturnPlan[] = [];
  const records = () => plans.map(plan => plan.record);
  for (const [step, policy] of steps) {
    const planned = planReturn(sale, records(), step(sale, records()), policy);
    if (planned.ok) plans.push(planned);
  }
  const everything = {units: singleUnits(sale, records()), shipping: true, rest: true};
  const rest = planReturn(sale, records(), everything, last);
  if (rest.ok) plans.push(rest);
  else if (rest.refusal.code !== 'nothing_to_return') expect.fail(`refused: ${JSON.stringify(rest.refusal)}`);
  return plans;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function closesExactly(sale: SoldOrder, plans: readonly ReturnPlan[]): void {
  const {frozen, decision, plan: redeemed} = sale;
  const records = plans.map(plan => plan.record);
  for (const {refundMinor, credits, money} of records) {
    const means = [...credits.map(one => one.amountMinor), ...money.map(one => one.amountMinor)];
    expect(Math.min(refundMinor, ...means)).toBeGreaterThanOrEqual(0);
    expect(sum(means)).toBe(refundMinor);
  }
  expect(sum(records.map(record => record.refundMinor))).toBe(frozen.paidMinor);
  frozen.credits.forEach(({amountMinor, points}, at) => {
    expect(sum(records.map(record => record.credits[at]?.amountMinor ?? 0))).toBe(amountMinor);
    expect(sum(records.map(record => record.credits[at]?.points ?? 0))).toBe(points ?? 0);
  });
  const drawn = redeemed.redemptions.flatMap(({id, verdict}) => {
    const applied = decision.verdicts[verdict];
    return applied?.status === 'applied' ? applied.draws.map(draw => ({...draw, redemptionId: id})) : [];
  });
  const reversed = plans.flatMap(plan => plan.reversals);
  const hasGoods = frozen.units.length > 0 || frozen.rest !== undefined;
  for (const {redemptionId, account} of hasGoods ? drawn : []) {
    const of = (list: typeof drawn) =>
      sum(
        list
          .filter(one => one.account === account && one.redemptionId === redemptionId)
          .map(one => one.amount),
      );
    expect(of(reversed)).toBe(of(drawn));
  }
}

test.each(returnPolicies)(
  '[RT9] %s: any sequence that brings everything back repays what was paid',
  policy => {
    const seen = {refunds: 0, cards: 0};
    fc.assert(
      fc.property(anySale, fc.array(anyStep, {maxLength: 6}), (sale, steps) => {
        const plans = bringAllBack(
          sale,
          steps.map(step => [step, policy] as const),
          policy,
        );
        closesExactly(sale, plans);
        seen.refunds += plans.length > 1 ? 1 : 0;
        seen.cards += sale.frozen.credits.length;
      }),
      {numRuns: 250},
    );
    // The sales must be worth returning, or the test proves nothing.
    expect(seen.refunds).toBeGreaterThan(80);
    expect(seen.cards).toBeGreaterThan(20);
  },
);

test('[RT9] policies may change from return to return, and still it closes', () => {
  fc.assert(
    fc.property(anySale, anySteps, anyPolicy, (sale, steps, last) => {
      closesExactly(sale, bringAllBack(sale, steps, last));
    }),
    {numRuns: 250},
  );
});

test('[RT9] it closes for whole shops too, with every discount, payment and convention', () => {
  const sales = anyShop.map(({facts, request}) => soldFrom(facts, {...request, applicationMode: 'PARTIAL'}));
  fc.assert(
    fc.property(sales, anySteps, anyPolicy, (sale, steps, last) => {
      // Here every unit is brought back by itself.
      fc.pre(sale.frozen.units.every(({count}) => count < 100));
      closesExactly(sale, bringAllBack(sale, steps, last));
    }),
    {numRuns: 300},
  );
});

test('[RT9] the same returns in another order end at the same total', () => {
  const permuted = anySale.chain(sale => {
    const each = singleUnits(sale, []).map(
      (unit): Step =>
        () => ({units: [unit]}),
    );
    return fc.tuple(fc.constant(sale), fc.shuffledSubarray(each, {minLength: each.length}), anyPolicy);
  });
  fc.assert(
    fc.property(permuted, ([sale, each, policy]) => {
      const steps = each.map(step => [step, policy] as const);
      closesExactly(sale, bringAllBack(sale, steps, policy));
      closesExactly(sale, bringAllBack(sale, [...steps].reverse(), policy));
    }),
    {numRuns: 100},
  );
});

test('[RT15] pro rata is what the unit was paid, whatever came back before', () => {
  fc.assert(
    fc.property(anySale, fc.array(anyStep, {maxLength: 5}), (sale, steps) => {
      const plans = bringAllBack(
        sale,
        steps.map(step => [step, 'pro_rata'] as const),
        'pro_rata',
      );
      for (const {record} of plans) {
        const paid = sum(
          record.units.flatMap(range =>
            sale.frozen.units
              .filter(run => run.line === range.line)
              .map(run => {
                const first = Math.max(run.first, range.first);
                const last = Math.min(run.first + run.count - 1, range.last);
                return last < first ? 0 : (last - first + 1) * run.paidMinor;
              }),
          ),
        );
        const rest = record.rest ? (sale.frozen.rest?.paidMinor ?? 0) : 0;
        const shipping = record.shipping ? (sale.frozen.shipping?.paidMinor ?? 0) : 0;
        expect(record.refundMinor).toBe(paid + rest + shipping);
      }
    }),
    {numRuns: 150},
  );
});

test('[RT10] a basket of which nothing came back costs what was paid', () => {
  fc.assert(
    fc.property(anySale, sale => {
      const kept = {units: sale.frozen.units, rest: true, shipping: true};
      fc.pre(!hasReplacedUnits(sale));
      expect(decideKept(sale, kept).decision.order.totalMinor).toBe(sale.decision.order.totalMinor);
      expect(keptCost(sale, kept)).toBe(sale.frozen.paidMinor);
    }),
    {numRuns: 300},
  );
});
