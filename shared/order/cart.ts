import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';

/**
 * What is to be priced, as asked. A line names a product by our id or the shop's `sourceId`, or neither (a free
 * amount); `amountMinor` beats `priceMinor × quantity`, a price here beats the catalogue's (semantics.md B.1).
 */
const cartLineSchema = z.object({
  productId: idSchema('prod').nullable(),
  sourceId: z.string().nullable(),
  quantity: z.int().nonnegative(),
  priceMinor: amountSchema.nullable(),
  amountMinor: amountSchema.nullable(),
  /** Taken off this line by earlier redemptions of the same order; absent is nothing. */
  discountMinor: amountSchema.optional(),
  metadata: metadataSchema,
});
export type CartLine = z.output<typeof cartLineSchema>;

export const cartSchema = z.object({
  lines: z.array(cartLineSchema).max(500),
  /** The order's amount where the caller states it; order-level maths then uses it instead of the lines' sum. */
  amountMinor: amountSchema.nullable(),
  /** Taken off the order as a whole by earlier redemptions of the same order; absent is nothing. */
  orderDiscountMinor: amountSchema.optional(),
  metadata: metadataSchema,
});
export type Cart = z.output<typeof cartSchema>;
