import type {DocumentOf} from '../../shared/protocol/document.ts';
import type {CacheDb, OtherDocument} from './cache-db.ts';

/** One document of the kinds there are few of. */
export async function readOther<K extends OtherDocument['kind']>(
  cache: CacheDb,
  kind: K,
  id: string,
): Promise<DocumentOf<K> | null> {
  const row = await cache.other.get([kind, id]);
  return row === undefined ? null : (row.document as DocumentOf<K>);
}

export async function readOthers<K extends OtherDocument['kind']>(
  cache: CacheDb,
  kind: K,
): Promise<DocumentOf<K>[]> {
  const rows = await cache.other.where('kind').equals(kind).toArray();
  return rows.map(row => row.document as DocumentOf<K>);
}
