import {done, duplicateFound, type Outcome, refused} from '../../shared/api/error.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {NewStore} from '../../shared/protocol/admin.ts';
import type {Store} from '../../shared/protocol/store.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {insertStore} from '../storage/stores/insert-store.ts';
import {transact} from '../storage/transact.ts';

/** Opens a store and publishes it to the tills. */
export async function addStore(
  deps: Pick<AppDeps, 'db' | 'clock' | 'random'>,
  projectId: ProjectId,
  store: NewStore,
): Promise<Outcome<Store>> {
  const id = makeId('store', deps.clock.nowMs(), deps.random);
  const document: Store = {kind: 'store', version: 1, id, ...store};
  const inserted = await transact(deps.db, tx => insertStore(tx, projectId, document));
  return inserted ? done(document) : refused(duplicateFound('store', 'source_id', store.sourceId));
}
