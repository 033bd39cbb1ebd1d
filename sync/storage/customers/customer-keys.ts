import type {CustomerId, ProjectId} from '../../../shared/kernel/id.ts';
import type {Db, Tx} from '../database.ts';

/** Gives those of `ids` a key that have none yet; answers whose are new. `makeKey` makes 32 random bytes. */
export async function addCustomerKeys(
  tx: Tx,
  projectId: ProjectId,
  ids: readonly CustomerId[],
  makeKey: () => Uint8Array,
): Promise<ReadonlyMap<CustomerId, Buffer>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .insertInto('customer_key')
    .values(ids.map(id => ({project_id: projectId, customer_id: id, key: Buffer.from(makeKey())})))
    .onConflict(conflict => conflict.doNothing())
    .returning(['customer_id', 'key'])
    .execute();
  return new Map(rows.map(row => [row.customer_id, row.key]));
}

/**
 * The key, which an erasure leaves until the transaction ends; `erased` where the customer was deleted for good, null where there
 * never was one.
 */
export async function findCustomerKey(
  db: Db,
  projectId: ProjectId,
  customerId: CustomerId,
): Promise<Uint8Array | 'erased' | null> {
  const row = await db
    .selectFrom('customer_key')
    .select('key')
    .where('project_id', '=', projectId)
    .where('customer_id', '=', customerId)
    .forKeyShare()
    .executeTakeFirst();
  if (row !== undefined) return row.key;
  const erasure = await db
    .selectFrom('erasure')
    .select('erasure_id')
    .where('project_id', '=', projectId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return erasure === undefined ? null : 'erased';
}
