import type {ApiProblem, Outcome} from '../../shared/api/error.ts';
import type {Db, Tx} from './database.ts';
import {sqlState, transact} from './transact.ts';

const uniqueViolation = '23505';

/** Thrown to undo what a transaction wrote before its command refused. */
class Undo<T> extends Error {
  readonly outcome: Outcome<T>;
  constructor(outcome: Outcome<T>) {
    super('undone');
    this.outcome = outcome;
  }
}

/**
 * A transaction whose refusal undoes everything it wrote, and in which breaking a unique constraint is the refusal
 * `taken`: somebody else was first.
 */
export async function transactUnique<T>(
  db: Db,
  taken: ApiProblem,
  work: (tx: Tx) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await transact(db, async tx => {
      const outcome = await work(tx);
      if (!outcome.ok) throw new Undo(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcome as Outcome<T>;
    if (sqlState(error) === uniqueViolation) return {ok: false, problem: taken};
    throw error;
  }
}
