/**
 * Every worked example of Voucherify's documentation, number by number: what it takes off, off which line, in which
 * step, and what is left after a rollback. `adapted` in the data says what a source leaves out and we put in.
 */
import {afterAll, describe, expect, test} from 'vitest';
import {z} from 'zod';
import {identifyBundle} from '../../shared/applicability/identify-bundle.ts';
import {catalogueOf} from '../../shared/catalog/catalogue.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import {present} from '../../shared/kernel/assert.ts';
import {lineFactsOf} from '../../shared/order/line-facts-of.ts';
import {resolveOrder} from '../../shared/order/resolve-order.ts';
import {planRedemption} from '../../shared/redemption/plan-redemption.ts';
import {redeemed, rollBack} from '../builders/redeemed.ts';
import {type GoldenCase, goldenCaseSchema} from './golden-case.ts';
import {
  circumstances,
  decideEachAlone,
  decideGolden,
  goldenCart,
  goldenCollections,
  goldenProducts,
  goldenSkus,
} from './golden-decision.ts';
import {goldenOffer, goldenRule} from './golden-offer.ts';
import file from './voucherify-cases.json' with {type: 'json'};
import {expectItems, expectOrder} from './wire-order.ts';

const {cases} = z.object({cases: z.array(goldenCaseSchema)}).parse(file);
const toRun = cases.filter(golden => golden.skipped === undefined);
let passed = 0;

describe('Voucherify’s own examples', () => {
  test.each(toRun)('$id', golden => {
    const {alone, bundle, rollback} = golden.expected;
    if (alone !== undefined) expectEachAlone(golden, alone);
    else if (bundle !== undefined) expect(foundBundle(golden)).toEqual(bundle);
    else if (rollback !== undefined) expectRollback(golden, rollback);
    else expectDecision(golden, decideGolden(golden));
    passed += 1;
  });

  afterAll(() => {
    const skipped = cases.flatMap(({id, skipped: reason}) =>
      reason === undefined ? [] : `${id}: ${reason}`,
    );
    const sums = `${passed} passed, ${skipped.length} skipped, ${toRun.length - passed} failed`;
    process.stdout.write(`Voucherify's examples: ${[sums, ...skipped].join('\n  skipped ')}\n`);
  });
});

test('each example is there once', () => {
  expect(new Set(cases.map(golden => golden.id)).size).toBe(cases.length);
});

function expectDecision({expected}: GoldenCase, decision: Decision): void {
  const {steps = [], order, items, applied, gift, points, seen, parent} = expected;
  steps.forEach((step, at) => {
    const verdict = present(decision.verdicts[at], `step ${at + 1}`);
    if (verdict.status !== 'applied') expect.fail(`step ${at + 1}: ${verdict.refusal.code}`);
    expectOrder(verdict.order, step, `step ${at + 1}`);
  });
  if (applied !== undefined) expect(outcomes(decision)).toEqual(applied);
  if (order !== undefined) expectOrder(decision.order, order, 'the order');
  if (items !== undefined) expectItems(decision.order, items, 'its lines');
  if (gift !== undefined) expect(giftOf(decision)).toEqual(gift);
  if (points !== undefined) expect(pointsOf(decision)).toEqual([points]);
  if (seen !== undefined) expect(seenByRules(decision)).toEqual(seen);
  if (parent !== undefined) expect(hasParent(decision)).toBe(parent);
}

function expectEachAlone(golden: GoldenCase, alone: NonNullable<GoldenCase['expected']['alone']>): void {
  const decisions = decideEachAlone(golden);
  expect(decisions).toHaveLength(alone.length);
  alone.forEach(({order, items}, at) => {
    const decision = present(decisions[at], `redeemable ${at + 1}`);
    const name = golden.redeemables[at]?.tier ?? '';
    expect(outcomes(decision), name).toEqual([expect.any(Number)]);
    expectOrder(decision.order, order, name);
    expectItems(decision.order, items, `lines of ${name}`);
  });
}

function expectRollback(golden: GoldenCase, expected: NonNullable<GoldenCase['expected']['rollback']>): void {
  const done = redeemed(goldenCart(golden), golden.redeemables.map(goldenOffer), circumstances(golden));
  const planned = rollBack(done);
  if (!planned.ok) expect.fail(planned.refusal.code);
  const {order, rollbacks, parentRollback} = planned;
  const after = present(order, 'order');
  expect(after.status).toBe(expected.status);
  expectOrder(after.priced, expected.order, 'the order');
  if (expected.items !== undefined) expectItems(after.priced, expected.items, 'its lines');
  const amounts = rollbacks.map(one => one.creditsMinor ?? one.points ?? null);
  expect(amounts.reverse()).toEqual(expected.amounts);
  if (expected.parent !== undefined) expect(parentRollback !== null).toBe(expected.parent);
}

function foundBundle(golden: GoldenCase) {
  const catalogue = catalogueOf({
    products: goldenProducts(golden),
    skus: goldenSkus(golden),
    collections: goldenCollections(golden),
  });
  const cart = goldenCart(golden);
  const order = resolveOrder(cart, catalogue);
  const [redeemable] = golden.redeemables;
  const {bundle} = goldenRule('BUNDLE', present(redeemable, 'a redeemable'));
  const found = identifyBundle(present(bundle, 'a bundle'), {
    order,
    lines: lineFactsOf(order, cart, catalogue),
    catalogue,
  });
  return {
    quantity: found.quantity,
    identified: found.identified.map(({id, object, lineIndex, quantity}) => ({
      id,
      object,
      item_index: lineIndex,
      item_quantity: quantity,
    })),
    missing: found.missing.map(({id, object, quantity}) => ({id, object, item_quantity: quantity})),
  };
}

/** What each took off, or the code of its refusal, with whom or what an unmet rule is about. */
function outcomes(decision: Decision) {
  return decision.verdicts.map(verdict => {
    if (verdict.status === 'applied') return verdict.discountMinor;
    const {refusal} = verdict;
    return refusal.code === 'rules_not_met' ? `${refusal.code}: ${refusal.subject}` : refusal.code;
  });
}

function giftOf(decision: Decision) {
  const [verdict] = decision.verdicts;
  const used = verdict?.status === 'applied' ? verdict.gift : null;
  return used === null ? null : {credits: used.creditsMinor, left: used.availableMinor};
}

function pointsOf(decision: Decision) {
  return decision.verdicts.flatMap(one => (one.status === 'applied' ? (one.points?.spent ?? []) : []));
}

function seenByRules(decision: Decision) {
  return decision.verdicts.flatMap(v =>
    v.status === 'inapplicable' ? v.checks.map(check => check.actual) : [],
  );
}

function hasParent(decision: Decision): boolean {
  let made = 0;
  const plan = planRedemption(decision, () => {
    made += 1;
    return `r_${made}`;
  });
  return plan.parentRedemptionId !== null;
}
