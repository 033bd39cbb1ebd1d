import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {minorSchema} from '../money/minor.ts';

/**
 * An order on its way through the redeemables: what it costs after those applied so far.
 * `discount…` is cumulative, `applied…` is what the last redeemable did (semantics.md B.2).
 * An amount is null where neither request nor catalogue gave one. Optional fields are absent when there is nothing
 * to tell: no SKU, no unit added or freed, no shipping.
 */
export const pricedLineSchema = z.object({
  productId: idSchema('prod').nullable(),
  skuId: idSchema('sku').optional(),
  sourceId: z.string().nullable(),
  /** What a line is called that a redeemable made for the occasion; absent: as its product is. */
  name: z.string().optional(),
  quantity: z.int(),
  priceMinor: minorSchema.nullable(),
  amountMinor: minorSchema.nullable(),
  discountMinor: minorSchema,
  appliedDiscountMinor: minorSchema,
  subtotalMinor: minorSchema.nullable(),
  /** Units and amount before any redeemable added, replaced or removed some; absent: as they are. */
  initialQuantity: z.int().optional(),
  initialAmountMinor: minorSchema.nullable().optional(),
  /** Units made free or discounted: in all, and by the last redeemable. */
  discountQuantity: z.int().optional(),
  appliedDiscountQuantity: z.int().optional(),
  /** Units, and their amount, that the last redeemable added (or took away: negative); absent: none. */
  appliedQuantity: z.int().optional(),
  appliedQuantityMinor: minorSchema.optional(),
  /** Units of other lines, and their amount, that went when this line came in their place. */
  replaces: z
    .array(z.object({lineIndex: z.int().nonnegative(), units: z.int().positive(), amountMinor: minorSchema}))
    .optional(),
});
export type PricedLine = z.output<typeof pricedLineSchema>;

export const pricedOrderSchema = z.object({
  /** The cart's lines in their order, then lines that redeemables added. */
  lines: z.array(pricedLineSchema),
  amountMinor: minorSchema.nullable(),
  /** The amount before units were added, replaced or removed; absent: as `amountMinor`. */
  initialAmountMinor: minorSchema.nullable().optional(),
  orderDiscountMinor: minorSchema,
  itemsDiscountMinor: minorSchema,
  totalDiscountMinor: minorSchema,
  /** What is to be paid, without shipping. */
  totalMinor: minorSchema.nullable(),
  appliedOrderDiscountMinor: minorSchema,
  appliedItemsDiscountMinor: minorSchema,
  /** Shipping, outside all amounts above. */
  shipping: z
    .object({costMinor: minorSchema, discountMinor: minorSchema, appliedDiscountMinor: minorSchema})
    .optional(),
});
export type PricedOrder = z.output<typeof pricedOrderSchema>;
