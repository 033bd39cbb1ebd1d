/**
 * The worked examples of Voucherify's documentation that PERCENT, AMOUNT and gift cards on order and items cover,
 * number by number. A field that the example leaves out because it is zero is in our copy as 0.
 */
import {describe, expect, test} from 'vitest';
import {z} from 'zod';
import type {Discount} from '../../shared/benefits/discount.ts';
import type {Decision} from '../../shared/decision/decision.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Cart} from '../../shared/order/cart.ts';
import type {PricedOrder} from '../../shared/order/priced-order.ts';
import {openingMs, product} from '../builders/facts.ts';
import {amountOff, coupon, gift, type Offer, percentOff, tier} from '../builders/offers.ts';
import {rule} from '../builders/rules.ts';
import {sell} from '../builders/sell.ts';
import {type GoldenCase, type GoldenRedeemable, goldenCaseSchema} from './golden-case.ts';
import file from './voucherify-cases.json' with {type: 'json'};

const {cases} = z.object({cases: z.array(goldenCaseSchema)}).parse(file);

describe('Voucherify’s own examples', () => {
  test.each(cases)('$id', golden => {
    const {expected} = golden;
    const decision = decideGolden(golden);
    expect(pick(wireOrder(decision.order), expected.order)).toEqual(expected.order);
    const steps = decision.verdicts.map(verdict =>
      verdict.status === 'applied' ? wireOrder(verdict.order) : {},
    );
    for (const [index, step] of (expected.steps ?? []).entries()) {
      expect(pick(steps[index] ?? {}, step), `step ${index + 1}`).toEqual(step);
    }
    if (expected.item_discounts) {
      expect(decision.order.lines.map(line => line.discountMinor)).toEqual(expected.item_discounts);
    }
    if (expected.applied) expect(outcomes(decision)).toEqual(expected.applied);
    if (expected.gift) expect(giftOf(decision)).toEqual(expected.gift);
    if (expected.seen) expect(seenByRules(decision)).toEqual(expected.seen);
  });
});

function decideGolden(golden: GoldenCase): Decision {
  const products = Object.entries(golden.products ?? {}).map(([id, price]) => product(id, price));
  return sell(cartOf(golden), golden.redeemables.map(offerOf), {mode: golden.mode ?? 'PARTIAL', products});
}

function cartOf({order}: GoldenCase): Cart {
  return {
    lines: (order.items ?? []).map(item => ({
      productId: null,
      sourceId: item.product_id ?? item.source_id ?? null,
      quantity: item.quantity,
      priceMinor: item.price === undefined ? null : minor(item.price),
      amountMinor: item.amount === undefined ? null : minor(item.amount),
      metadata: {},
    })),
    amountMinor: order.amount === undefined ? null : minor(order.amount),
    ...(order.discount_amount === undefined ? {} : {orderDiscountMinor: minor(order.discount_amount)}),
    metadata: {},
  };
}

function offerOf(wire: GoldenRedeemable): Offer {
  const name = wire.code ?? wire.tier ?? '';
  const given = {
    rules: [rule(name, wire.rules ?? {logic: ''}, {appliesTo: {included: wire.included ?? []}})],
    active: wire.active ?? true,
    ...(wire.quantity === undefined ? {} : {usesLimit: wire.quantity}),
    ...(wire.gift?.credits === undefined ? {} : {credits: wire.gift.credits}),
    ...(wire.expiration_date_passed ? {endsAtMs: epochMs(openingMs - 1)} : {}),
  };
  if (wire.gift) return gift(name, wire.gift.balance, given);
  const discount = discountOf(wire);
  if (wire.tier !== undefined) return tier(name, discount, given);
  const offer = coupon(name, discount, given);
  return wire.unknown ? {...offer, voucher: null} : offer;
}

function discountOf({discount}: GoldenRedeemable): Discount {
  const common = {
    effect: discount?.effect ?? null,
    aggregatedAmountLimitMinor:
      discount?.aggregated_amount_limit === undefined ? null : minor(discount.aggregated_amount_limit),
  };
  if (discount?.type === 'PERCENT') return percentOff(discount.percent_off ?? 0, common);
  return amountOff(discount?.amount_off ?? 0, common);
}

/** Our order under Voucherify's names (semantics.md B.2). */
function wireOrder(order: PricedOrder): Record<string, number | null> {
  return {
    amount: order.amountMinor,
    discount_amount: order.orderDiscountMinor,
    items_discount_amount: order.itemsDiscountMinor,
    total_discount_amount: order.totalDiscountMinor,
    total_amount: order.totalMinor,
    applied_discount_amount: order.appliedOrderDiscountMinor,
    items_applied_discount_amount: order.appliedItemsDiscountMinor,
    total_applied_discount_amount: order.appliedOrderDiscountMinor + order.appliedItemsDiscountMinor,
  };
}

function pick(from: Record<string, number | null>, names: Record<string, unknown>) {
  return Object.fromEntries(Object.keys(names).map(name => [name, from[name]]));
}

function outcomes(decision: Decision) {
  return decision.verdicts.map(v => (v.status === 'applied' ? v.discountMinor : v.refusal.code));
}

function giftOf(decision: Decision) {
  const [verdict] = decision.verdicts;
  const used = verdict?.status === 'applied' ? verdict.gift : null;
  return used === null ? null : {credits: used.creditsMinor, left: used.availableMinor};
}

function seenByRules(decision: Decision) {
  return decision.verdicts.flatMap(v =>
    v.status === 'inapplicable' ? v.checks.map(check => check.actual) : [],
  );
}
