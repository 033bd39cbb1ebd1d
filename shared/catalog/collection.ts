import {z} from 'zod';
import {filterSchema} from '../filters/filter.ts';
import {idSchema} from '../kernel/id.ts';

/**
 * A collection of products (semantics.md A.7): a fixed list of products and SKUs, or everything a filter matches;
 * a filter also matches products that only the cart describes.
 */
export const collectionSchema = z.object({
  kind: z.literal('products_collection'),
  id: idSchema('pc'),
  version: z.int().positive(),
  name: z.string(),
  members: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('STATIC'),
      products: z.array(z.object({object: z.enum(['product', 'sku']), id: z.string()})),
    }),
    z.object({type: z.literal('AUTO_UPDATE'), filter: filterSchema}),
  ]),
});
export type Collection = z.output<typeof collectionSchema>;

/** Voucherify's built-in collection of every product. */
export const allProductsCollectionId = 'pc_a11pr0dUc75';
