import {z} from 'zod';
import {idSchema} from '../kernel/id.ts';
import {metadataSchema} from '../kernel/metadata.ts';
import {amountSchema} from '../money/minor.ts';

/** A category as key and value (Vouchery 2.1): `{key: 'Brand', value: 'Quill'}`. */
export const categoryTagSchema = z.object({key: z.string().max(200), value: z.string().max(200)});
export type CategoryTag = z.output<typeof categoryTagSchema>;

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
  categories: z.array(categoryTagSchema).max(100).optional(),
  /** No discount takes a unit's price below this (convention `respectPriceFloors`). */
  priceFloorMinor: amountSchema.optional(),
});
export type Product = z.output<typeof productSchema>;
