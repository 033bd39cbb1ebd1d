import type {z} from 'zod';
import {putMeta} from './meta.ts';
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

export async function forget(db: TillDatabases, key: string): Promise<void> {
  await db.ledger.meta.delete(`kept:${key}`);
}
