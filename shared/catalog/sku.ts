import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';

/** A variant of a product (size, colour) with its own price; null price means the product's. */
export const skuSchema = z.object({
  kind: z.literal('sku'),
  id: idSchema('sku'),
  version: z.int().positive(),
  productId: idSchema('prod'),
  sourceId: z.string().nullable(),
  name: z.string(),
  priceMinor: amountSchema.nullable(),
  metadata: metadataSchema,
});
export type Sku = z.output<typeof skuSchema>;
