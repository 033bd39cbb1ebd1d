import type {Lease} from '../../shared/ledger/lease.ts';
import type {TillDatabases} from './open-till-databases.ts';

/** All leases of this till, spent and recalled ones included. */
export function readLeases(db: TillDatabases): Promise<Lease[]> {
  return db.ledger.lease.toArray();
}
