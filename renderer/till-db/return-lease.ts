import {type LeaseId, makeId} from '../../shared/kernel/id.ts';
import {giveLeaseBack, remaining} from '../../shared/ledger/lease.ts';
import {addOperation} from './add-operation.ts';
import type {TillContext} from './till-context.ts';

interface NothingLeft {
  readonly ok: false;
}

/**
 * Gives back all that is left of a lease. Durable here before the server can hear of it: the other way round a
 * crash in between would let both spend the same unit.
 * @returns the units given back, 0 when nothing was left.
 * @throws LedgerWriteFailed
 */
export async function returnLease(till: TillContext, leaseId: LeaseId): Promise<number> {
  let amount = 0;
  const added = await addOperation<NothingLeft>(till, async () => {
    const before = await till.db.ledger.lease.get(leaseId);
    amount = before === undefined ? 0 : remaining(before);
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

/** Gives back what is left of every lease the server recalled. @returns how many leases that were. */
export async function returnRecalledLeases(till: TillContext): Promise<number> {
  const leases = await till.db.ledger.lease.toArray();
  let returned = 0;
  for (const lease of leases) {
    if (lease.recalled && (await returnLease(till, lease.id)) > 0) returned += 1;
  }
  return returned;
}
