import type {Random} from '../../shared/kernel/random.ts';
import type {TillClock} from '../clock/till-clock.ts';
import type {Journal} from '../journal/journal.ts';
import type {TillIdentity} from './identity.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** An enrolled till, ready to sell: who it is, where it keeps its books, and what it may ask of the machine. */
export interface TillContext {
  readonly db: TillDatabases;
  readonly identity: TillIdentity;
  readonly clock: TillClock;
  readonly journal: Journal;
  readonly random: Random;
}
