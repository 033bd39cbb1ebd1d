import type {ProjectId} from '../../../shared/kernel/id.ts';
import type {Store} from '../../../shared/protocol/store.ts';
import type {Tx} from '../database.ts';
import {jsonb} from '../jsonb.ts';
import {publishDocument} from '../publish-document.ts';

/** false when the project has a store with this source id already. */
export async function insertStore(tx: Tx, projectId: ProjectId, store: Store): Promise<boolean> {
  const row = await tx
    .insertInto('store')
    .values({
      project_id: projectId,
      store_id: store.id,
      source_id: store.sourceId,
      name: store.name,
      address_lines: jsonb(store.addressLines),
      version: store.version,
    })
    .onConflict(conflict => conflict.columns(['project_id', 'source_id']).doNothing())
    .returning('store_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await publishDocument(tx, projectId, store);
  return true;
}
