/** Every discount there is, with every effect, and every extra: also those that no shop would make. */
import fc from 'fast-check';
import {
  amountEffects,
  type Discount,
  type ExtraReward,
  fixedEffects,
  percentEffects,
  unitEffects,
} from '../../shared/benefits/discount.ts';
import {minor} from '../../shared/money/minor.ts';

/** Small amounts that collide, prices, and what hardly fits into an integer. */
export const anyMoney = fc
  .oneof(
    {weight: 6, arbitrary: fc.nat(60)},
    {weight: 10, arbitrary: fc.nat(9_000)},
    {weight: 1, arbitrary: fc.constantFrom(1_000_000_000_000, 2 ** 52, Number.MAX_SAFE_INTEGER)},
  )
  .map(minor);
const limit = fc.option(anyMoney, {freq: 2});
const percent = fc.oneof(
  fc.nat(100),
  fc.nat(1_000_000).map(n => n / 10_000),
);

/** Absent as often as not, or more rarely. */
export function perhaps<K extends string, T>(name: K, value: fc.Arbitrary<T>, freq = 1) {
  return fc.option(value, {nil: undefined, freq}).map((given): {[key in K]?: T} => {
    return given === undefined ? {} : ({[name]: given} as {[key in K]?: T});
  });
}

export const anyFormula = fc.constantFrom(
  'ORDER_AMOUNT * 0.1',
  'ITEM_QUANTITY',
  'MIN(ORDER_AMOUNT / 7; 12.345)',
  'CUSTOMER_METADATA("visits") * 0.5',
  'IF(ORDER_AMOUNT > 20; 3; 1/0)',
  '0 - 5',
  'POW(10; 20)',
);

export const anySourceId = fc.constantFrom('mug', 'tea', 'cup', 'red', 'prod_5h1pp1ng');
const unitProduct = anySourceId.map(sourceId => ({productId: null, skuId: null, sourceId}));

const units = fc
  .tuple(fc.constantFrom(...unitEffects), fc.nat(3), unitProduct, perhaps('unitOffFormula', anyFormula, 5))
  .map(([effect, unitOff, product, more]) => ({effect, unitOff, product, ...more}));

export const anyDiscount: fc.Arbitrary<Discount> = fc.oneof(
  fc
    .tuple(
      percent,
      fc.constantFrom(null, ...percentEffects),
      limit,
      limit,
      perhaps('percentFormula', anyFormula, 5),
    )
    .map(([off, effect, amountLimitMinor, aggregatedAmountLimitMinor, more]) => {
      const limits = {amountLimitMinor, aggregatedAmountLimitMinor};
      return {type: 'PERCENT' as const, percent: off, effect, ...limits, ...more};
    }),
  fc
    .tuple(anyMoney, fc.constantFrom(null, ...amountEffects), limit, perhaps('amountFormula', anyFormula, 5))
    .map(([amountMinor, effect, aggregatedAmountLimitMinor, more]) => {
      return {type: 'AMOUNT' as const, amountMinor, effect, aggregatedAmountLimitMinor, ...more};
    }),
  fc
    .tuple(
      fc.option(anyMoney),
      fc.constantFrom(null, ...fixedEffects),
      perhaps('fixedFormula', anyFormula, 5),
    )
    .map(([fixedMinor, effect, more]) => ({type: 'FIXED' as const, fixedMinor, effect, ...more})),
  fc.record({type: fc.constant('UNIT' as const), units: fc.array(units, {minLength: 1, maxLength: 3})}),
  fc.record({
    type: fc.constant('SAME_UNITS' as const),
    unitOff: fc.nat(2),
    collectionId: fc.constantFrom(null, 'pc_hot' as const),
  }),
  fc.record({
    type: fc.constant('REPLACE' as const),
    sources: fc.array(unitProduct, {minLength: 1, maxLength: 2}),
    sourceQuantity: fc.integer({min: 1, max: 2}),
    target: unitProduct,
    targetQuantity: fc.integer({min: 1, max: 2}),
    timesLimit: fc.constantFrom(null, 1, 2),
  }),
  fc.record({type: fc.constant('SHIPPING' as const), percent: fc.option(percent), amountMinor: limit}),
);

export const anyExtra: fc.Arbitrary<ExtraReward> = fc.oneof(
  fc.record({type: fc.constant('DISCOUNT' as const), discount: anyDiscount}),
  fc.record({type: fc.constant('ADD_TO_SEGMENT' as const), segmentId: fc.constant('seg_new' as const)}),
  fc.record({
    type: fc.constant('PRODUCT_ITEM' as const),
    name: fc.constant('Bag'),
    sourceId: fc.option(anySourceId),
    quantity: fc.integer({min: 1, max: 2}),
    valueMinor: anyMoney,
  }),
  fc.record({
    type: fc.constant('POINTS' as const),
    campaignId: fc.constant('camp_Loyalty' as const),
    points: fc.integer({min: 1, max: 50}),
  }),
  fc.record({type: fc.constant('DRAW_ENTRY' as const), entries: fc.integer({min: 1, max: 3})}),
);
