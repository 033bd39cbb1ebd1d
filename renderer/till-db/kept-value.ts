import type {z} from 'zod';
import {putMeta} from '../till-ledger/meta.ts';
import type {TillDatabases} from './open-till-databases.ts';

/**
 * A small value a screen keeps over a restart (the open order, a lockout), as durable as a sale. What no longer
 * fits its schema, written by an older version, is null.
 */
export async function readKept<T>(db: TillDatabases, key: string, schema: z.ZodType<T>): Promise<T | null> {
  const row = await db.ledger.meta.get(`kept:${key}`);
  const parsed = schema.safeParse(row?.value);
  return row === undefined || !parsed.success ? null : parsed.data;
}

export function keep<T>(db: TillDatabases, key: string, schema: z.ZodType<T>, value: T): Promise<void> {
  return putMeta(db.ledger, {key: `kept:${key}`, schema}, value);
}

/** Reads, changes and keeps in one step: of two windows that do it at once, the second sees what the first kept. */
export function changeKept<T>(
  db: TillDatabases,
  key: string,
  schema: z.ZodType<T>,
  change: (kept: T | null) => T,
): Promise<T> {
  return db.ledger.transaction('rw', db.ledger.meta, async () => {
    const changed = change(await readKept(db, key, schema));
    await keep(db, key, schema, changed);
    return changed;
  });
}

export async function forget(db: TillDatabases, key: string): Promise<void> {
  await db.ledger.meta.delete(`kept:${key}`);
}
