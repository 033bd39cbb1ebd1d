/** What holds of every benefit, over random carts, discounts, conventions and limits. */
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {benefitInput, following, type Given, type SelectedGiven} from '../../test/builders/benefits.ts';
import {product} from '../../test/builders/facts.ts';
import {type Conventions, conventionsSchema} from '../conventions/conventions.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Cart, CartLine} from '../order/cart.ts';
import {type PricedOrder, pricedOrderSchema} from '../order/priced-order.ts';
import {appliedSince} from '../order/running-order.ts';
import {applyDiscount} from './apply-discount.ts';
import {applyRewards} from './apply-rewards.ts';
import type {Benefit} from './benefit.ts';
import type {BenefitInput} from './benefit-input.ts';
import {amountEffects, type Discount, type ExtraReward, fixedEffects, percentEffects} from './discount.ts';
import {payWithCredits} from './gift-credits.ts';
import {payWithPoints} from './pay-with-points.ts';

// Thousands of cases; a machine that has other things to do needs its time.
vi.setConfig({testTimeout: 60_000});

const amount = fc.oneof(
  {weight: 6, arbitrary: fc.nat(20)},
  {weight: 6, arbitrary: fc.nat(50_000)},
  {weight: 1, arbitrary: fc.constantFrom(2 ** 52, Number.MAX_SAFE_INTEGER)},
);
const money: fc.Arbitrary<Minor> = amount.map(minor);
const maybe = fc.option(money);
const count = fc.oneof({weight: 9, arbitrary: fc.nat(6)}, {weight: 1, arbitrary: amount});
const sourceId = fc.constantFrom('mug', 'tea', 'book', 'unknown');
const percent = fc.oneof(
  fc.nat(100),
  fc.nat(1_000_000).map(n => n / 10_000),
);

const products = [
  product('mug', 1_000),
  product('tea', null),
  {...product('book', 1_999), priceFloorMinor: minor(1_800)},
];

const line: fc.Arbitrary<CartLine> = fc
  .record({
    sourceId,
    quantity: count,
    priceMinor: maybe,
    amountMinor: fc.option(money, {freq: 3}),
    discountMinor: money,
    taxPpm: fc.constantFrom(0, 70_000, 190_000),
  })
  .map(given => ({...given, productId: null, metadata: {}}));

const cart: fc.Arbitrary<Cart> = fc
  .record({
    lines: fc.array(line, {maxLength: 6}),
    amountMinor: fc.option(money, {freq: 3}),
    orderDiscountMinor: money,
    shipping: fc.option(money),
  })
  .map(({shipping, ...given}) => ({
    ...given,
    metadata: {},
    ...(shipping === null ? {} : {shippingMinor: shipping}),
  }));

const unitProduct = sourceId.map(id => ({productId: null, skuId: null, sourceId: id}));
const order = <T>(effects: readonly T[]) => fc.option(fc.constantFrom(...effects));

const plainDiscount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({
    type: fc.constant('PERCENT' as const),
    percent,
    effect: order(percentEffects),
    amountLimitMinor: maybe,
    aggregatedAmountLimitMinor: maybe,
  }),
  fc.record({
    type: fc.constant('AMOUNT' as const),
    amountMinor: money,
    effect: order(amountEffects),
    aggregatedAmountLimitMinor: maybe,
  }),
  fc.record({type: fc.constant('FIXED' as const), fixedMinor: maybe, effect: order(fixedEffects)}),
);

const discount: fc.Arbitrary<Discount> = fc.oneof(
  {weight: 3, arbitrary: plainDiscount},
  fc.record({
    type: fc.constant('UNIT' as const),
    units: fc.array(
      fc.record({
        effect: fc.constantFrom('ADD_MISSING_ITEMS' as const, 'ADD_NEW_ITEMS' as const),
        unitOff: count,
        product: unitProduct,
      }),
      {minLength: 1, maxLength: 3},
    ),
  }),
  fc.record({type: fc.constant('SAME_UNITS' as const), unitOff: count, collectionId: fc.constant(null)}),
  fc.record({
    type: fc.constant('REPLACE' as const),
    sources: fc.array(unitProduct, {minLength: 1, maxLength: 2}),
    sourceQuantity: count.map(n => Math.max(n, 1)),
    target: unitProduct,
    targetQuantity: count.map(n => Math.max(n, 1)),
    timesLimit: fc.option(count.map(n => Math.max(n, 1))),
  }),
  fc.record({type: fc.constant('SHIPPING' as const), percent: fc.option(percent), amountMinor: maybe}),
);

const {shape} = conventionsSchema;
const conventions: fc.Arbitrary<Conventions> = fc.record(
  {
    percentBase: fc.constantFrom(...shape.percentBase.unwrap().options),
    rounding: fc.constantFrom(...shape.rounding.unwrap().options),
    roundingLevel: fc.constantFrom(...shape.roundingLevel.unwrap().options),
    oddCent: fc.constantFrom(...shape.oddCent.unwrap().options),
    amountOffItems: fc.constantFrom(...shape.amountOffItems.unwrap().options),
    freeUnits: fc.constantFrom(...shape.freeUnits.unwrap().options),
    taxBase: fc.constantFrom(...shape.taxBase.unwrap().options),
    addedUnits: fc.constantFrom(...shape.addedUnits.unwrap().options),
    unmatchedProducts: fc.constantFrom(...shape.unmatchedProducts.unwrap().options),
    shippingInOrderBase: fc.boolean(),
    respectPriceFloors: fc.boolean(),
    orderFloorMinor: money,
  },
  {requiredKeys: []},
);

/** A line selected with its units, limits and one of two groups, or the whole line. */
const selectedLine = fc.oneof(
  fc.constant({}),
  fc.record({units: fc.integer({min: 1, max: 6}), amountLimitMinor: maybe, group: fc.nat(1)}),
);

const given: fc.Arbitrary<Given> = fc
  .record({
    conventions,
    selected: fc.option(fc.array(fc.tuple(fc.nat(5), selectedLine), {maxLength: 6})),
    groups: fc.tuple(amount, amount),
    bundles: fc.option(fc.integer({min: 1, max: 100})),
    budget: fc.option(amount),
    calculationMode: fc.constantFrom('DISCOUNTED_AMOUNT' as const, 'INITIAL_AMOUNT' as const),
  })
  .map(({selected, bundles, budget, ...more}) => ({
    ...more,
    products,
    ...(selected === null ? {} : {select: selectedOnce(selected)}),
    ...(bundles === null ? {} : {bundles}),
    ...(budget === null ? {} : {budget}),
  }));

function selectedOnce(selected: readonly (readonly [number, object])[]): readonly SelectedGiven[] {
  return [...new Map(selected).entries()].map(([lineIndex, limits]) => ({lineIndex, ...limits}));
}

type Step = (input: BenefitInput) => Benefit;
const extra: fc.Arbitrary<ExtraReward> = fc.oneof(
  fc.record({type: fc.constant('DISCOUNT' as const), discount}),
  fc.record({
    type: fc.constant('PRODUCT_ITEM' as const),
    name: fc.constant('Bag'),
    sourceId: fc.constant(null),
    quantity: fc.integer({min: 1, max: 1_000}),
    valueMinor: money,
  }),
  fc.record({type: fc.constant('DRAW_ENTRY' as const), entries: fc.constant(1)}),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: discount.map(one => (input: BenefitInput) => applyDiscount(one, input))},
  fc.tuple(discount, fc.array(extra, {maxLength: 2})).map(
    ([one, extras]) =>
      (input: BenefitInput) =>
        applyRewards(one, extras, input),
  ),
  fc
    .record({
      effect: fc.constantFrom('APPLY_TO_ORDER' as const, 'APPLY_TO_ITEMS' as const),
      wantedMinor: maybe,
      availableMinor: money,
    })
    .map(paid => (input: BenefitInput) => payWithCredits(input, paid)),
  fc
    .record({
      coinValueMinor: money,
      coinPoints: fc.integer({min: 1, max: 100}),
      wantedPoints: fc.option(count),
      availablePoints: count,
    })
    .map(paid => (input: BenefitInput) => payWithPoints(input, paid)),
);

/** The selection as it is on the running order: only lines that are there, at most their units. */
function fitting(input: BenefitInput): BenefitInput {
  const {selection, order: running} = input;
  const there = selection.lines.flatMap(one => {
    const quantity = running.lines[one.lineIndex]?.quantity ?? 0;
    const units = Math.min(one.units, quantity);
    return quantity === 0 ? [] : [{...one, units, whole: one.whole || units === quantity}];
  });
  return {...input, selection: {...selection, lines: there}};
}

function offOf({totalDiscountMinor, shipping}: PricedOrder): bigint {
  return BigInt(totalDiscountMinor) + BigInt(shipping?.discountMinor ?? 0);
}

test('[B31] [B32] nothing throws or falls below zero, and what is said to be off is off', () => {
  let applied = 0;
  fc.assert(
    fc.property(cart, given, fc.array(step, {minLength: 1, maxLength: 5}), (basket, circumstances, steps) => {
      let input = fitting(benefitInput(basket, circumstances));
      const {order: start} = input;
      let together = 0n;
      for (const one of steps) {
        const benefit = one(input);
        if (!benefit.ok) continue;
        applied += 1;
        const {order: after, discountMinor} = benefit;
        expect(pricedOrderSchema.safeParse(after).success).toBe(true);
        expect(after.lines.every(each => each.discountMinor >= 0 && (each.subtotalMinor ?? 0) >= 0)).toBe(
          true,
        );
        expect(after.totalMinor ?? 0).toBeGreaterThanOrEqual(0);
        expect(after.shipping?.discountMinor ?? 0).toBeLessThanOrEqual(after.shipping?.costMinor ?? 0);
        expect(BigInt(discountMinor)).toBe(offOf(after) - offOf(input.order));
        expect(discountMinor).toBeGreaterThanOrEqual(0);
        if (input.budgetMinor !== null) expect(discountMinor).toBeLessThanOrEqual(input.budgetMinor);
        together += BigInt(discountMinor);
        input = fitting(following(input, benefit));
      }
      const whole = appliedSince(start, input.order);
      const shipped = (whole.shipping?.appliedDiscountMinor ?? 0) as number;
      expect(
        BigInt(whole.appliedOrderDiscountMinor + whole.appliedItemsDiscountMinor) + BigInt(shipped),
      ).toBe(together);
    }),
    {numRuns: 1_500},
  );
  expect(applied).toBeGreaterThan(500);
});

test('[B31] discounts leave the floors that conventions guard', () => {
  fc.assert(
    fc.property(cart, given, discount, (basket, circumstances, one) => {
      const input = fitting(benefitInput(basket, circumstances));
      const benefit = applyDiscount(one, input);
      fc.pre(benefit.ok && benefit.discountMinor > 0 && one.type !== 'REPLACE');
      if (!benefit.ok) return;
      const before = input.order.totalMinor ?? 0;
      const after = benefit.order.totalMinor ?? 0;
      expect(after).toBeGreaterThanOrEqual(Math.min(before, input.conventions.orderFloorMinor));
    }),
    {numRuns: 1_000},
  );
});

test('[B31] how the lines are sorted does not matter to what comes off in all', () => {
  const simple = cart.map(basket => ({
    ...basket,
    lines: basket.lines.map(({discountMinor: _earlier, ...rest}) => rest),
  }));
  fc.assert(
    fc.property(simple, conventions, plainDiscount, (basket, {roundingLevel, ...chosen}, one) => {
      // Rounded over all lines and then cut by line, a cent depends on which line got the leftover.
      const level = roundingLevel === undefined || roundingLevel === 'order' ? {} : {roundingLevel};
      const totals = [basket, {...basket, lines: basket.lines.toReversed()}].map(each => {
        const select = each.lines.map((_, index) => index);
        const circumstances = {conventions: {...chosen, ...level}, products, select};
        const benefit = applyDiscount(one, fitting(benefitInput(each, circumstances)));
        return benefit.ok ? benefit.order.totalMinor : benefit.refusal.code;
      });
      expect(totals[0]).toBe(totals[1]);
    }),
    {numRuns: 1_000},
  );
});
