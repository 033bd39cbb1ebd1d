import type {StoreId} from '../../shared/kernel/id.ts';
import type {Store} from '../../shared/protocol/store.ts';
import type {TillDatabases} from './open-till-databases.ts';
import {readOther} from './read-other.ts';

export function readStore(db: TillDatabases, id: StoreId): Promise<Store | null> {
  return readOther(db.cache, 'store', id);
}
