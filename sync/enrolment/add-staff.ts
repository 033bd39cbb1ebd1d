import {done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import type {NewStaff} from '../../shared/protocol/admin.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {insertStaff} from '../storage/staff/insert-staff.ts';
import {isStore} from '../storage/stores/is-store.ts';
import {transact} from '../storage/transact.ts';
import {makePinVerifier} from './pin-verifier.ts';

/** Adds a person who works at the tills. The PIN leaves this function only as its verifier. */
export async function addStaff(
  deps: Pick<AppDeps, 'db' | 'clock' | 'random'>,
  projectId: ProjectId,
  {name, role, pin, storeId}: NewStaff,
): Promise<Outcome<Staff>> {
  const id = makeId('staff', deps.clock.nowMs(), deps.random);
  const verifier = await makePinVerifier(pin, deps.random);
  const place = storeId === undefined ? {} : {storeId};
  const document: Staff = {kind: 'staff', id, version: 1, name, role, active: true, pin: verifier, ...place};
  return transact(deps.db, async tx => {
    if (storeId !== undefined && !(await isStore(tx, projectId, storeId))) {
      return refused(notFound('store', storeId));
    }
    await insertStaff(tx, projectId, document);
    return done(document);
  });
}
