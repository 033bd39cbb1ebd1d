import {z} from 'zod';
import {categoryTagSchema} from '../catalog/product.ts';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';

/**
 * What is to be priced, as asked. A line names a product or SKU by our id or the shop's `sourceId`, or neither (a
 * free amount); `amountMinor` beats `priceMinor × quantity`, a price here beats the catalogue's (semantics.md B.1).
 */
const cartLineSchema = z.object({
  productId: idSchema('prod').nullable(),
  skuId: idSchema('sku').optional(),
  sourceId: z.string().nullable(),
  /** What `sourceId` names; absent: a product, or else a SKU of that source id. */
  relatedObject: z.enum(['product', 'sku']).optional(),
  quantity: z.int().nonnegative(),
  priceMinor: amountSchema.nullable(),
  amountMinor: amountSchema.nullable(),
  /** Taken off this line by earlier redemptions of the same order; absent is nothing. */
  discountMinor: amountSchema.optional(),
  /** Units of this line that earlier redemptions of the same order made free or discounted; absent is none. */
  discountQuantity: z.int().nonnegative().optional(),
  /** Units before earlier redemptions added some; absent: `quantity`. */
  initialQuantity: z.int().nonnegative().optional(),
  metadata: metadataSchema,
  /** Attributes of the product given with the line; they win over the catalogue's. */
  productMetadata: metadataSchema.optional(),
  skuMetadata: metadataSchema.optional(),
  /** Categories given with the line, beside the catalogue's. */
  categories: z.array(categoryTagSchema).max(100).optional(),
  /** Tax that is inside the price, parts per million of the net price; absent is none. */
  taxPpm: z.int().nonnegative().max(10_000_000).optional(),
});
export type CartLine = z.output<typeof cartLineSchema>;

export const cartSchema = z.object({
  lines: z.array(cartLineSchema).max(500),
  /** The order's amount where the caller states it; order-level maths then uses it instead of the lines' sum. */
  amountMinor: amountSchema.nullable(),
  /** The order's amount before earlier redemptions added units; absent: as `amountMinor`. */
  initialAmountMinor: amountSchema.optional(),
  /** Taken off the order as a whole by earlier redemptions of the same order; absent is nothing. */
  orderDiscountMinor: amountSchema.optional(),
  /** What shipping costs (Vouchery): outside the order's amount, and only a shipping discount touches it. */
  shippingMinor: amountSchema.optional(),
  /** Taken off shipping by earlier redemptions of the same order; absent is nothing. */
  shippingDiscountMinor: amountSchema.optional(),
  metadata: metadataSchema,
  /** Categories of the order as a whole, such as the payment option (Vouchery). */
  categories: z.array(categoryTagSchema).max(100).optional(),
});
export type Cart = z.output<typeof cartSchema>;
