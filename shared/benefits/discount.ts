import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {amountSchema} from '../money/minor.ts';

/**
 * What a coupon or promotion tier takes off: a kind of value and where it applies (semantics.md B.4).
 * `percent` is 0–100 with up to four decimals, as Voucherify sends it; money is in minor units. A `…Formula`
 * (formula/SPEC.md) works the value out; the static value beside it is the fallback when it cannot.
 */
export const percentEffects = ['APPLY_TO_ORDER', 'APPLY_TO_ITEMS'] as const;
export const amountEffects = [
  'APPLY_TO_ORDER',
  'APPLY_TO_ITEMS',
  'APPLY_TO_ITEMS_BY_QUANTITY',
  'APPLY_TO_ITEMS_PROPORTIONALLY',
  'APPLY_TO_ITEMS_PROPORTIONALLY_BY_QUANTITY',
] as const;
export const fixedEffects = ['APPLY_TO_ORDER', 'APPLY_TO_ITEMS'] as const;
export const unitEffects = ['ADD_MISSING_ITEMS', 'ADD_NEW_ITEMS'] as const;
export type PercentEffect = (typeof percentEffects)[number];
export type AmountEffect = (typeof amountEffects)[number];
export type FixedEffect = (typeof fixedEffects)[number];

export type DiscountEffect = PercentEffect | AmountEffect | FixedEffect;

const formulaText = z.string().max(5000);

/** A product or SKU that units are made of, by our id or the shop's. */
const unitProductSchema = z.object({
  productId: idSchema('prod').nullable(),
  skuId: idSchema('sku').nullable(),
  sourceId: z.string().nullable(),
});
export type UnitProduct = z.output<typeof unitProductSchema>;

const unitSchema = z.object({
  effect: z.enum(unitEffects),
  unitOff: z.int().nonnegative(),
  unitOffFormula: formulaText.optional(),
  product: unitProductSchema,
});
export type FreeUnits = z.output<typeof unitSchema>;

export const discountSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('PERCENT'),
    percent: z.number().min(0).max(100).multipleOf(0.0001),
    percentFormula: formulaText.optional(),
    effect: z.enum(percentEffects).nullable(),
    /** Caps the order, or with APPLY_TO_ITEMS each line. */
    amountLimitMinor: amountSchema.nullable(),
    /** With APPLY_TO_ITEMS caps all lines together. */
    aggregatedAmountLimitMinor: amountSchema.nullable(),
  }),
  z.object({
    type: z.literal('AMOUNT'),
    amountMinor: amountSchema,
    amountFormula: formulaText.optional(),
    effect: z.enum(amountEffects).nullable(),
    aggregatedAmountLimitMinor: amountSchema.nullable(),
  }),
  /** A new total for the order, or new unit prices (from the rule's `applicableTo` entries) for items. */
  z.object({
    type: z.literal('FIXED'),
    fixedMinor: amountSchema.nullable(),
    fixedFormula: formulaText.optional(),
    effect: z.enum(fixedEffects).nullable(),
  }),
  /** Free units. One entry: Voucherify's single UNIT; several: ADD_MANY_ITEMS. */
  z.object({type: z.literal('UNIT'), units: z.array(unitSchema).min(1).max(100)}),
  /** ADD_SAME_ITEMS: free units of the products in the cart that the rule selects, `unitOff` of each. */
  z.object({
    type: z.literal('SAME_UNITS'),
    unitOff: z.int().nonnegative(),
    unitOffFormula: formulaText.optional(),
    collectionId: idSchema('pc').nullable(),
  }),
  /** REPLACE_ITEMS: `sourceQuantity` units of the sources become `targetQuantity` of the target, at the sources' price if lower. */
  z.object({
    type: z.literal('REPLACE'),
    sources: z.array(unitProductSchema).min(1).max(100),
    sourceQuantity: z.int().positive(),
    target: unitProductSchema,
    targetQuantity: z.int().positive(),
    /** How often at most; null: as often as the cart has whole sources. */
    timesLimit: z.int().positive().nullable(),
  }),
  /** Off the shipping cost (Vouchery): a percentage, an amount, or all of it. */
  z.object({
    type: z.literal('SHIPPING'),
    percent: z.number().min(0).max(100).multipleOf(0.0001).nullable(),
    amountMinor: amountSchema.nullable(),
  }),
]);
export type Discount = z.output<typeof discountSchema>;
export type DiscountOf<T extends Discount['type']> = Extract<Discount, {type: T}>;

/**
 * What else a redemption gives (Vouchery: multiple rewards): further discounts, a segment to join, a product item
 * made for the occasion, points, an entry in a draw. All of them or none.
 */
export const extraRewardSchema = z.discriminatedUnion('type', [
  z.object({type: z.literal('DISCOUNT'), discount: discountSchema}),
  z.object({type: z.literal('ADD_TO_SEGMENT'), segmentId: idSchema('seg')}),
  /** A line for nothing: what the shop hands over without it being in the catalogue, worth `valueMinor`. */
  z.object({
    type: z.literal('PRODUCT_ITEM'),
    name: z.string().min(1).max(200),
    sourceId: z.string().max(200).nullable(),
    quantity: z.int().positive().max(1000),
    valueMinor: amountSchema,
  }),
  z.object({type: z.literal('POINTS'), campaignId: idSchema('camp'), points: z.int().positive()}),
  /** An entry in the draw of a giveaway campaign. */
  z.object({type: z.literal('DRAW_ENTRY'), entries: z.int().positive().max(1000)}),
]);
export type ExtraReward = z.output<typeof extraRewardSchema>;
export type ExtraRewardOf<T extends ExtraReward['type']> = Extract<ExtraReward, {type: T}>;
