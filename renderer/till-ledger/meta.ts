import type {z} from 'zod';
import type {MetaRows} from './ledger-store.ts';

/** One entry of the ledger's `meta` rows: its key and the shape its value is parsed with. */
export interface MetaKey<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
}

/** The value, or null where nothing was kept. `rows` are those of a transaction, or the ledger itself. */
export async function readMeta<T>(rows: MetaRows, {key, schema}: MetaKey<T>): Promise<T | null> {
  const row = await rows.meta.get(key);
  return row === undefined ? null : schema.parse(row.value);
}

export async function putMeta<T>(rows: MetaRows, {key}: MetaKey<T>, value: T): Promise<void> {
  await rows.meta.put({key, value});
}
