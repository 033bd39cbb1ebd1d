import {LostRace} from '../store/lost-race.ts';
import type {Db, Tx} from './database.ts';

const tries = 5;
/** Serialisation failure and deadlock: nothing was written, and the same work may succeed now. */
const retryable = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction (read committed), again from the start if PostgreSQL chose it as the victim of
 * a deadlock or serialisation failure, or if `work` threw `LostRace`. `work` must therefore have no effect but its writes.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const again = error instanceof LostRace || retryable.has(sqlState(error) ?? '');
      if (attempt >= tries || !again) throw error;
    }
  }
}

/** The SQLSTATE of a PostgreSQL error, undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
