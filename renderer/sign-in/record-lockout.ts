import type {StaffId} from '../../shared/kernel/id.ts';
import {makeId} from '../../shared/kernel/id.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {addOperation} from '../till-ledger/add-operation.ts';

/**
 * Puts into the till's books that somebody was locked out, for the audit trail. A till that cannot write it down keeps
 * the lock all the same.
 */
export async function recordLockout(till: TillContext, staffId: StaffId, failures: number): Promise<void> {
  await addOperation(till, async () => {
    const clock = till.clock.read();
    const id = makeId('op', clock.correctedMs, till.random);
    return {ok: true, id, body: {kind: 'lockout', staffId, failures}, clock, leases: [], sale: null};
  }).catch((error: unknown) => console.error('a lockout was not recorded:', error));
}
