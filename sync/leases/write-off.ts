/**
 * A manager gives up on what a silent till holds: the units are free again and booked as exposure, because the till may
 * have spent them. They see the exposure first and confirm that very number; another one since then is refused, so
 * nobody writes off what they did not see. The till is told to stop when it speaks again, and what it reports then is
 * taken, late (shared/ledger/server-lease.ts).
 */
import {type ApiProblem, apiError, done, notFound, type Outcome, refused} from '../../shared/api/error.ts';
import {present} from '../../shared/kernel/assert.ts';
import type {DeviceId, LeaseId, ProjectId, StaffId} from '../../shared/kernel/id.ts';
import {inDoubt, type ServerLease, writeOff} from '../../shared/ledger/server-lease.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {SyncStore, SyncTx} from '../store/sync-store.ts';
import {managerProblem} from './manager-problem.ts';

export interface WriteOff {
  /** The manager who decides. */
  readonly staffId: StaffId;
  readonly reason: string;
  /** Units that may turn out to be spent, as they were shown. */
  readonly confirmExposure: number;
}

export interface WrittenOff {
  readonly leases: readonly ServerLease[];
  /** Units that are free again and may turn out to be spent. */
  readonly exposure: number;
}

/** Writes one lease off. */
export async function writeOffLease(
  store: SyncStore,
  projectId: ProjectId,
  leaseId: LeaseId,
  order: WriteOff,
): Promise<Outcome<WrittenOff>> {
  return store.transact(projectId, tx => writeOffIn(tx, leaseId, order));
}

/** The same in a transaction that has locked nothing yet. A refusal wrote nothing. */
export async function writeOffIn(
  tx: SyncTx,
  leaseId: LeaseId,
  order: WriteOff,
): Promise<Outcome<WrittenOff>> {
  const problem = await managerProblem(tx, order.staffId);
  if (problem !== null) return refused(problem);
  const lease = await tx.findLease(leaseId);
  if (lease === null) return refused(notFound('lease', leaseId));
  if (lease.state === 'W') return refused(stateProblem(`${leaseId} was written off before`));
  return writeOffAll(tx, lease.deviceId, [lease], order);
}

/** Writes off everything that a till holds in any of its epochs: it was destroyed, stolen or lost. */
export async function writeOffTill(
  store: SyncStore,
  projectId: ProjectId,
  deviceId: DeviceId,
  order: WriteOff,
): Promise<Outcome<WrittenOff>> {
  return store.transact(projectId, async tx => {
    const problem = await managerProblem(tx, order.staffId);
    if (problem !== null) return refused(problem);
    const open = (await tx.listTillLeases(deviceId)).filter(
      lease => lease.state !== 'W' && inDoubt(lease) > 0,
    );
    return writeOffAll(tx, deviceId, open, order);
  });
}

async function writeOffAll(
  tx: SyncTx,
  deviceId: DeviceId,
  seen: readonly BookedLease[],
  order: WriteOff,
): Promise<Outcome<WrittenOff>> {
  const books = await tx.lockAccounts(seen.map(lease => lease.account));
  const leases = await tx.lockLeasesById(
    deviceId,
    seen.map(lease => lease.id),
  );
  const open = [...leases.values()].filter(lease => lease.state !== 'W');
  const exposure = open.reduce((sum, lease) => sum + inDoubt(lease), 0);
  if (exposure !== order.confirmExposure) {
    const details = `${exposure} units are in doubt now, ${order.confirmExposure} were confirmed`;
    return refused(stateProblem(details));
  }
  const written: BookedLease[] = [];
  for (const lease of open) {
    const book = present(books.get(lease.account), `account ${lease.account}`);
    const off = writeOff(lease, book);
    books.set(lease.account, off.account);
    const {keepTo: _kept, neededAtMs: _needed, ...booked} = lease;
    written.push({...booked, ...off.lease});
  }
  await tx.writeAccounts([...books.values()]);
  await tx.saveLeases(written);
  for (const lease of written) await record(tx, lease, order);
  await tx.bumpLeaseVersions([deviceId]);
  return done({leases: written, exposure});
}

/** Kept with the conflicts, resolved by whoever decided it. */
async function record(tx: SyncTx, lease: BookedLease, {staffId, reason}: WriteOff): Promise<void> {
  await tx.openConflict({
    id: `conflict_${lease.id}_written_off`,
    class: 'C10',
    deviceId: lease.deviceId,
    operationId: null,
    account: lease.account,
    amount: lease.writtenOff,
    detail: `${lease.writtenOff} of ${lease.account} were written off: ${reason}`,
    evidence: {leaseId: lease.id, epoch: lease.epoch, staffId, reason},
    resolved: {by: staffId, resolution: 'write_off', note: reason},
  });
}

function stateProblem(details: string): ApiProblem {
  return apiError('state_changed', {details});
}
