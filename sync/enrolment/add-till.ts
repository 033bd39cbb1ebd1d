import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {IssuedCode, NewTill} from '../../shared/protocol/admin.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {insertDevice} from '../storage/devices/insert-device.ts';
import {transact} from '../storage/transact.ts';
import {issueCode} from './issue-code.ts';

/** Sets up a till in a store: it waits for whoever shows the code. */
export async function addTill(
  deps: Pick<AppDeps, 'db' | 'clock' | 'random' | 'mode'>,
  projectId: ProjectId,
  {storeId, name}: NewTill,
): Promise<Outcome<IssuedCode>> {
  const id = makeId('till', deps.clock.nowMs(), deps.random);
  return transact(deps.db, async tx => {
    const device = await insertDevice(tx, projectId, {id, storeId, name});
    if (device === null) return refused(notFound('store', storeId));
    return done(await issueCode(tx, deps, projectId, device));
  });
}
