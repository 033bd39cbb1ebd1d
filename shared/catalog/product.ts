import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';

/** A product as a decision sees it. `barcodes` are the EAN/UPC numbers a scanner reads (metadata `ean`). */
export const productSchema = z.object({
  kind: z.literal('product'),
  id: idSchema('prod'),
  version: z.int().positive(),
  sourceId: z.string().nullable(),
  name: z.string(),
  priceMinor: amountSchema.nullable(),
  barcodes: z.array(z.string()),
  metadata: metadataSchema,
});
export type Product = z.output<typeof productSchema>;
