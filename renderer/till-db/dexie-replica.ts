import type {CustomerId} from '../../shared/kernel/id.ts';
import type {TillReplica} from '../till-ledger/till.ts';
import type {CacheDb} from './cache-db.ts';
import {readCursor} from './dexie-replica-store.ts';
import {dropCache} from './drop-cache.ts';
import {readOther} from './read-other.ts';

/** The cache database as the books see it. */
export function dexieReplica(cache: CacheDb): TillReplica {
  return {
    store: id => readOther(cache, 'store', id),
    staffMember: id => readOther(cache, 'staff', id),
    customerKey: id => readOther(cache, 'customer_key', id),
    async erasedCustomers() {
      const gone = await cache.tombstone
        .where('[kind+id]')
        .between(['customer_key', ''], ['customer_key', '\uffff'])
        .toArray();
      return gone.map(({id}) => id as CustomerId);
    },
    position: async () => (await readCursor(cache)).position,
    async noteAccounts(views) {
      await cache.accountView.bulkPut([...views]);
    },
    drop: () => dropCache(cache),
  };
}
