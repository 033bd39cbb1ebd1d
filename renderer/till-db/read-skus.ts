import type {Sku} from '../../shared/catalog/sku.ts';
import type {CacheDb} from './cache-db.ts';

/** SKUs by our id or by the shop's own number, each once. */
export async function readSkus(
  cache: CacheDb,
  ids: readonly string[],
  sourceIds: readonly string[],
): Promise<readonly Sku[]> {
  const {other} = cache;
  const [byId, bySource] = await cache.transaction('r', other, () =>
    Promise.all([
      other.bulkGet(ids.map(id => ['sku', id])),
      other
        .where('[kind+document.sourceId]')
        .anyOf(sourceIds.map(sourceId => ['sku', sourceId]))
        .toArray(),
    ]),
  );
  const found = [...byId, ...bySource].flatMap(row => (row?.document.kind === 'sku' ? row.document : []));
  return [...new Map(found.map(sku => [sku.id, sku])).values()];
}
