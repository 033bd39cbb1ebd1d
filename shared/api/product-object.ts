import {z} from 'zod';
import type {Metadata} from '../kernel/metadata.ts';

export const productWire = z.object({
  id: z.string(),
  source_id: z.string().nullable(),
  name: z.string().nullable(),
  price: z.int().nullable(),
  attributes: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  image_url: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string().nullable(),
  object: z.literal('product'),
});
export type ProductWire = z.output<typeof productWire>;

export interface ProductView {
  readonly id: string;
  readonly sourceId: string | null;
  readonly name: string | null;
  readonly priceMinor: number | null;
  readonly attributes: readonly string[];
  readonly imageUrl: string | null;
  readonly metadata: Metadata;
  readonly createdAt: string;
  readonly updatedAt: string | null;
}

export function presentProduct(product: ProductView): ProductWire {
  return {
    id: product.id,
    source_id: product.sourceId,
    name: product.name,
    price: product.priceMinor,
    attributes: [...product.attributes],
    metadata: product.metadata,
    image_url: product.imageUrl,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    object: 'product',
  };
}
