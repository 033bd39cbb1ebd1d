import type {Clock} from '../../shared/kernel/epoch.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {SyncStore} from '../store/sync-store.ts';

/** What leasing needs from outside: the book of record, time for the ends of leases, and names for new ones. */
export interface LeaseDeps {
  readonly store: SyncStore;
  readonly clock: Clock;
  readonly random: Random;
}
