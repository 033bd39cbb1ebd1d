import type {Till} from '../till-ledger/till.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** A till in a browser: the screens read its databases directly. */
export interface TillContext extends Till {
  readonly db: TillDatabases;
}
