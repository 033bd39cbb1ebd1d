/** Rules that judge, count, select, limit and tie together. */
import fc from 'fast-check';
import {
  type ApplicableEntry,
  type ApplicableTo,
  applicableEffects,
  type Bundle,
  type ValidationRule,
} from '../../shared/rules/validation-rule.ts';
import {condition, products, rule} from '../builders/rules.ts';
import {anyFormula, anyMoney, anySourceId, perhaps} from './arbitrary-discounts.ts';

const selector = fc.oneof(
  {weight: 4, arbitrary: anySourceId.map(sourceId => ({object: 'product' as const, id: null, sourceId}))},
  {weight: 1, arbitrary: fc.constant({object: 'sku' as const, id: 'sku_red', sourceId: null})},
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('pc_hot', 'pc_kitchen', 'pc_a11pr0dUc75')
      .map(id => ({object: 'products_collection' as const, id, sourceId: null})),
  },
);

const unitLimit = fc.record({
  scope: fc.constantFrom(
    'campaign' as const,
    'customer_campaign' as const,
    'promotion_tier' as const,
    'customer_promotion_tier' as const,
  ),
  limit: fc.nat(4),
  perProduct: fc.boolean(),
});

const entry: fc.Arbitrary<ApplicableEntry> = fc
  .tuple(
    selector,
    fc
      .tuple(
        perhaps('effect', fc.constantFrom(...applicableEffects), 2),
        perhaps('target', fc.constantFrom('ITEM' as const, 'UNIT' as const)),
        perhaps('skipInitially', fc.nat(2), 2),
        perhaps('repeat', fc.integer({min: 1, max: 3}), 2),
        perhaps('quantityLimit', fc.nat(3), 3),
        perhaps('aggregatedQuantityLimit', fc.nat(4), 3),
      )
      .map(parts => Object.assign({}, ...parts) as Partial<ApplicableEntry>),
    fc
      .tuple(
        perhaps('amountLimitMinor', anyMoney, 3),
        perhaps('aggregatedAmountLimitMinor', anyMoney, 3),
        perhaps('priceMinor', anyMoney, 2),
        perhaps('priceFormula', anyFormula, 5),
        perhaps('unitLimits', fc.array(unitLimit, {minLength: 1, maxLength: 2}), 4),
      )
      .map(parts => Object.assign({}, ...parts) as Partial<ApplicableEntry>),
  )
  .map(([named, units, money]) => ({...named, ...units, ...money}));

const applicableTo: fc.Arbitrary<ApplicableTo> = fc.record({
  includedAll: fc.oneof({weight: 3, arbitrary: fc.constant(false)}, {weight: 1, arbitrary: fc.boolean()}),
  included: fc.array(entry, {maxLength: 3}),
  excluded: fc.array(selector, {maxLength: 1}),
});

const bundle: fc.Arbitrary<Bundle> = fc
  .tuple(
    fc.constantFrom(null, 1, 3),
    fc.array(
      fc.record({
        products: fc.array(selector, {minLength: 1, maxLength: 2}),
        quantity: fc.integer({min: 1, max: 2}),
      }),
      {minLength: 1, maxLength: 2},
    ),
    perhaps('multiply', fc.boolean()),
  )
  .map(([limit, parts, more]) => ({limit, parts, ...more}));

const conditions = [
  condition('order.amount', {$more_than: [500], $less_than: [900_000]}),
  condition('order.initial_amount', {$less_than: [50_000]}),
  condition('order.items.count', {$more_than: [1]}),
  condition('order.total_amount', {$more_than: [300]}),
  condition('customer.segment', {$is: ['seg_regulars']}),
  condition('customer.metadata', {$more_than: [3]}, {property: 'visits'}),
  condition('order.items.any', products('mug', 'tea'), {
    rules: {1: condition('order.items.aggregated_quantity', {$more_than: [1]}), logic: '1'},
  }),
  condition('order.items.none', products('cup')),
  condition('campaign.orders.amount_discounted', {$less_than: [900]}),
  condition('campaign.redemptions.count', {$less_than_or_equal: [2]}),
  condition('campaign.redemptions.customers_count.daily', {$less_than: [2]}),
  condition('redemption.gift.amount', {$less_than: [700]}),
];
const logics = ['', '', '1', '1', '1 and 2', '1 or 2'];

/** Equal rules have equal ids, others others. */
export const anyShopRule: fc.Arbitrary<ValidationRule> = fc
  .tuple(
    fc.constantFrom(...conditions),
    fc.constantFrom(...conditions),
    fc.constantFrom(...logics),
    fc.option(applicableTo, {nil: undefined, freq: 3}),
    perhaps('bundle', bundle, 4),
    fc.string({unit: fc.constantFrom(...'abcdefghij'), minLength: 12, maxLength: 12}),
  )
  .map(([one, two, logic, selects, more, name]) => {
    const made = rule(name, {1: one, 2: two, logic});
    return {...made, ...(selects === undefined ? {} : {applicableTo: selects}), ...more};
  });
