import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {minorSchema} from '../money/minor.ts';

/**
 * An order on its way through the redeemables: what it costs after those applied so far.
 * `discount…` is cumulative, `applied…` is what the last redeemable did (semantics.md B.2).
 * An amount is null where neither request nor catalogue gave one.
 */
export const pricedLineSchema = z.object({
  productId: idSchema('prod').nullable(),
  sourceId: z.string().nullable(),
  quantity: z.int(),
  priceMinor: minorSchema.nullable(),
  amountMinor: minorSchema.nullable(),
  discountMinor: minorSchema,
  appliedDiscountMinor: minorSchema,
  subtotalMinor: minorSchema.nullable(),
});
export type PricedLine = z.output<typeof pricedLineSchema>;

export const pricedOrderSchema = z.object({
  lines: z.array(pricedLineSchema),
  amountMinor: minorSchema.nullable(),
  orderDiscountMinor: minorSchema,
  itemsDiscountMinor: minorSchema,
  totalDiscountMinor: minorSchema,
  totalMinor: minorSchema.nullable(),
  appliedOrderDiscountMinor: minorSchema,
  appliedItemsDiscountMinor: minorSchema,
});
export type PricedOrder = z.output<typeof pricedOrderSchema>;
