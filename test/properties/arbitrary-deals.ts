/** Redeemables of every kind that stand in each other's way, and settings that say how. */
import fc from 'fast-check';
import type {Discount, ExtraReward} from '../../shared/benefits/discount.ts';
import type {Conventions} from '../../shared/conventions/conventions.ts';
import type {CategoryId} from '../../shared/kernel/id.ts';
import {minor} from '../../shared/money/minor.ts';
import type {Category} from '../../shared/redeemables/category.ts';
import type {ValidationRule} from '../../shared/rules/validation-rule.ts';
import type {StackingSettings} from '../../shared/stacking/stacking-settings.ts';
import {category} from '../builders/incentives.ts';
import {amountOff, coupon, gift, type Offer, percentOff, tier} from '../builders/offers.ts';
import {appliesTo, condition, rule} from '../builders/rules.ts';

const money = fc.oneof(fc.nat(60), fc.nat(3_000)).map(minor);
const limit = fc.option(fc.nat(800).map(minor), {freq: 2});
const product = fc
  .constantFrom('mug', 'tea', 'cup')
  .map(sourceId => ({productId: null, skuId: null, sourceId}));

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc
    .tuple(
      fc.integer({min: 1, max: 100}),
      fc.constantFrom(null, 'APPLY_TO_ORDER', 'APPLY_TO_ITEMS'),
      limit,
      limit,
    )
    .map(([percent, effect, amountLimitMinor, aggregatedAmountLimitMinor]) =>
      percentOff(percent, {effect, amountLimitMinor, aggregatedAmountLimitMinor}),
    ),
  fc
    .tuple(
      money,
      fc.constantFrom(
        null,
        'APPLY_TO_ORDER',
        'APPLY_TO_ITEMS',
        'APPLY_TO_ITEMS_BY_QUANTITY',
        'APPLY_TO_ITEMS_PROPORTIONALLY',
      ),
    )
    .map(([amount, effect]) => amountOff(amount, {effect})),
  fc.record({
    type: fc.constant('FIXED' as const),
    fixedMinor: money,
    effect: fc.constantFrom('APPLY_TO_ORDER' as const, 'APPLY_TO_ITEMS' as const),
  }),
  fc.record({
    type: fc.constant('UNIT' as const),
    units: fc.array(
      fc.record({
        effect: fc.constantFrom('ADD_MISSING_ITEMS' as const, 'ADD_NEW_ITEMS' as const),
        unitOff: fc.nat(2),
        product,
      }),
      {minLength: 1, maxLength: 2},
    ),
  }),
  fc.record({
    type: fc.constant('REPLACE' as const),
    sources: fc.tuple(product),
    sourceQuantity: fc.constant(1),
    target: product,
    targetQuantity: fc.constant(1),
    timesLimit: fc.constantFrom(null, 1),
  }),
);

const rules: fc.Arbitrary<readonly ValidationRule[]> = fc.constantFrom<readonly ValidationRule[]>(
  [],
  [],
  [appliesTo('Tea', {included: ['tea']})],
  [appliesTo('All', {includedAll: true})],
  [appliesTo('Rest', {excluded: ['mug']})],
  [rule('Small', {1: condition('order.amount', {$less_than: [2_000]}), logic: '1'})],
  [rule('Large', {1: condition('order.amount', {$more_than: [1_500]}), logic: '1'})],
  [rule('Cap', {1: condition('campaign.orders.amount_discounted', {$less_than: [900]}), logic: '1'})],
);

const categoryIds = ['cat_A', 'cat_B', 'cat_C'] as const satisfies readonly CategoryId[];
const extras: fc.Arbitrary<ExtraReward[]> = fc.constantFrom<ExtraReward[]>(
  [{type: 'DISCOUNT', discount: amountOff(70, {effect: 'APPLY_TO_ORDER'})}],
  [{type: 'PRODUCT_ITEM', name: 'Bag', sourceId: null, quantity: 1, valueMinor: minor(500)}],
  [{type: 'PRODUCT_ITEM', name: 'Cup', sourceId: 'cup', quantity: 1, valueMinor: minor(400)}],
);

const offer: fc.Arbitrary<(name: string) => Offer> = fc
  .record({
    kind: fc.constantFrom('coupon', 'coupon', 'coupon', 'gift', 'tier'),
    discount,
    rules,
    categoryId: fc.option(fc.constantFrom(...categoryIds)),
    extras: fc.option(extras, {freq: 1}),
    usesLimit: fc.constantFrom(null, 1),
    balance: fc.nat(3_000),
  })
  .map(({kind, discount: off, rules: own, categoryId, extras: more, usesLimit, balance}) => name => {
    const ofCategory = categoryId === null ? {} : {categoryId};
    const given = {rules: own, ...(usesLimit === null ? {} : {usesLimit}), voucher: ofCategory};
    if (kind === 'gift') return gift(`G${name}`, balance, given);
    if (kind === 'tier') return tier(name, off, {rules: own, tier: ofCategory});
    const benefit = {
      type: 'DISCOUNT_VOUCHER' as const,
      discount: off,
      ...(more === null ? {} : {extras: more}),
    };
    return coupon(name, off, {...given, voucher: {...ofCategory, benefit}});
  });

/** Each a different redeemable, at most so many. */
export function anyDealOffers(most: number): fc.Arbitrary<readonly Offer[]> {
  return fc
    .array(offer, {minLength: Math.max(0, most - 2), maxLength: most})
    .map(offers => offers.map((make, index) => make(String.fromCharCode(65 + index))));
}

export interface DealSettings {
  readonly stacking: Partial<StackingSettings>;
  readonly conventions: Conventions;
  readonly categories: Category[];
}

const someCategories = fc.option(fc.subarray([...categoryIds], {minLength: 1, maxLength: 2}), {
  nil: undefined,
  freq: 2,
});

export const anyDealSettings: fc.Arbitrary<DealSettings> = fc.record({
  stacking: fc.record({
    applicableRedeemablesLimit: fc.integer({min: 1, max: 6}),
    exclusiveCategories: someCategories,
    jointCategories: someCategories,
    initialAmountCategories: someCategories,
    perCategoryLimit: fc.option(fc.integer({min: 1, max: 2}), {nil: undefined, freq: 1}),
    exclusiveLimit: fc.option(fc.integer({min: 1, max: 2}), {nil: undefined}),
    sortingRule: fc.constantFrom(undefined, 'CATEGORY_HIERARCHY' as const),
    groupedSortingRule: fc.constantFrom(undefined, 'COMBINED' as const),
    productsApplicationMode: fc.constantFrom(undefined, undefined, 'ONCE' as const),
    calculationMode: fc.constantFrom(undefined, undefined, 'INITIAL_AMOUNT' as const),
    applicationMode: fc.constantFrom('ALL' as const, 'PARTIAL' as const),
  }),

  conventions: fc
    .record({
      twoExclusives: fc.constantFrom(undefined, 'best' as const, 'neither' as const),
      rounding: fc.constantFrom(undefined, 'ceil' as const),
      roundingLevel: fc.constantFrom(undefined, 'unit' as const),
      percentBase: fc.constantFrom(undefined, 'amount' as const),
      amountOffItems: fc.constantFrom(undefined, 'per_unit' as const, 'across' as const),
      budgetOvershoot: fc.constantFrom(undefined, 'clamp' as const),
      addedUnits: fc.constantFrom(undefined, 'merged' as const),
    })
    .map(given => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))),
  categories: fc.constant([category('A', 1), category('B', 2), category('C', 2)]),
});
