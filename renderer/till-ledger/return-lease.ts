import {type LeaseId, makeId} from '../../shared/kernel/id.ts';
import {askedBack, giveLeaseBack, type Lease, remaining} from '../../shared/ledger/lease.ts';
import {addOperation} from './add-operation.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';

interface NothingLeft {
  readonly ok: false;
}

/**
 * Gives back all that is left of a lease, or as much of it as `unitsOf` says. Durable here before the server can hear of it: the other way round a
 * crash in between would let both spend the same unit.
 * @returns the units given back, 0 when nothing was left.
 * @throws LedgerWriteFailed
 */
export async function returnLease(
  till: Till,
  leaseId: LeaseId,
  unitsOf: (lease: Lease) => number = remaining,
): Promise<number> {
  let amount = 0;
  const added = await addOperation<NothingLeft>(till, async () => {
    const before = await till.ledger.lease.get(leaseId);
    amount = before === undefined ? 0 : unitsOf(before);
    if (before === undefined || amount === 0) return {ok: false};
    const clock = till.clock.read();
    return {
      ok: true,
      id: makeId('op', clock.correctedMs, till.random),
      body: {kind: 'lease-return', leaseId, amount},
      clock,
      leases: [{before, after: giveLeaseBack(before, amount)}],
      sale: null,
    };
  });
  return added.ok ? amount : 0;
}

/**
 * Gives back what the server asks for. A fenced till keeps them: its double may have spent or
 * returned the same units, so they stay in doubt until a manager settles them. @returns how many leases that were.
 */
export async function returnRecalledLeases(till: Till): Promise<number> {
  return returnLeases(till, askedBack);
}

/** Gives back all that is left of all leases, at the close of a shift. @returns how many leases that were. */
export async function returnAllLeases(till: Till): Promise<number> {
  return returnLeases(till, remaining);
}

async function returnLeases(till: Till, unitsOf: (lease: Lease) => number): Promise<number> {
  const wanted = (await till.ledger.lease.all()).filter(lease => unitsOf(lease) > 0);
  if (wanted.length === 0) return 0;
  const {standing} = await readSyncState(till.ledger);
  if (standing === 'fenced') return 0;
  let returned = 0;
  for (const lease of wanted) {
    if ((await returnLease(till, lease.id, unitsOf)) > 0) returned += 1;
  }
  return returned;
}
