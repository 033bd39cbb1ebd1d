import type {z} from 'zod';
import type {LedgerDb} from './ledger-db.ts';

/** One entry of the ledger's `meta` store: its key and the shape its value is parsed with. */
export interface MetaKey<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
}

/** The value, or null where nothing was kept. Joins a transaction that is open. */
export async function readMeta<T>(db: LedgerDb, {key, schema}: MetaKey<T>): Promise<T | null> {
  const row = await db.meta.get(key);
  return row === undefined ? null : schema.parse(row.value);
}

export async function putMeta<T>(db: LedgerDb, {key}: MetaKey<T>, value: T): Promise<void> {
  await db.meta.put({key, value});
}
