import {sql} from 'kysely';
import {LostRace} from '../store/lost-race.ts';
import type {Tx} from './database.ts';
import {sqlState} from './transact.ts';

/** Errors after which the transaction, or the connection, is not worth going on with. */
const fatal = /^(40|08|57|25|53)/;

/**
 * Runs `work` so that its failure undoes only its own writes; the transaction goes on with `otherwise`. Deadlocks and
 * lost connections are passed on, because nothing can be written after them.
 */
export async function inSavepoint<T>(
  tx: Tx,
  work: () => Promise<T>,
  otherwise: (error: unknown) => Promise<T>,
): Promise<T> {
  await sql`savepoint step`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint step`.execute(tx);
    return result;
  } catch (error) {
    const state = sqlState(error);
    if (error instanceof LostRace || (state !== undefined && fatal.test(state))) throw error;
    await sql`rollback to savepoint step`.execute(tx);
    return otherwise(error);
  }
}
