import type {Selectable} from 'kysely';
import type {ProductView} from '../../../shared/api/product-object.ts';
import type {ProductId} from '../../../shared/kernel/id.ts';
import {isoTime, isoTimeOrNull} from '../iso-time.ts';
import type {Database} from '../tables.ts';

/** A product as kept. */
export interface ProductRecord extends ProductView {
  readonly id: ProductId;
  readonly version: number;
}

export function toProductRecord(row: Selectable<Database['product']>): ProductRecord {
  return {
    id: row.product_id,
    sourceId: row.source_id,
    name: row.name,
    priceMinor: row.price_minor,
    attributes: row.attributes,
    imageUrl: row.image_url,
    metadata: row.metadata,
    version: row.version,
    createdAt: isoTime(row.created_at),
    updatedAt: isoTimeOrNull(row.updated_at),
  };
}
