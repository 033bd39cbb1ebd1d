import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Tx} from '../database.ts';
import {toDateOrNull} from '../iso-time.ts';
import {jsonb} from '../jsonb.ts';
import type {ProductRecord} from './product-record.ts';

/** False when the id or source id is taken; then nothing was written. */
export async function insertProduct(tx: Tx, projectId: ProjectId, product: ProductRecord): Promise<boolean> {
  const inserted = await tx
    .insertInto('product')
    .values({project_id: projectId, ...columns(product), created_at: new Date(product.createdAt)})
    .onConflict(conflict => conflict.doNothing())
    .returning('product_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes a locked product back. */
export async function updateProduct(tx: Tx, projectId: ProjectId, product: ProductRecord): Promise<void> {
  await tx
    .updateTable('product')
    .set({...columns(product), updated_at: toDateOrNull(product.updatedAt)})
    .where('project_id', '=', projectId)
    .where('product_id', '=', product.id)
    .execute();
}

function columns(product: ProductRecord) {
  return {
    product_id: product.id,
    source_id: product.sourceId,
    name: product.name,
    price_minor: product.priceMinor,
    attributes: jsonb(product.attributes),
    image_url: product.imageUrl,
    metadata: jsonb(product.metadata),
    version: product.version,
  };
}
