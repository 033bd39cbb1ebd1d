/**
 * Makes a till the one it was enrolled as, and closes the books of the enrolment before.
 *
 * Always true:
 * - SE1 What the former enrolment left in its leases goes back: returns are added to the end of its chain, in the same
 *   transaction that ends it. Nothing it sold is dropped.
 * - SE2 The same device goes on sending what it left unsent, under the enrolment it was made in. Another device cannot:
 *   what its predecessor left is kept to be exported (`stranded`), or until this
 *   machine is that device again.
 * - SE3 Receipt numbers go on, after the server's last one where this till lost its own: none is printed twice.
 * - SE4 Saving the same enrolment twice, or the late answer of one before it, changes nothing.
 */

import {makeId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {ClockReading} from '../clock/till-clock.ts';
import type {EnrolmentSecrets} from '../identity/enrolment-secret.ts';
import {enrolmentNonceKey} from './enrolment-nonce.ts';
import {identityKey, isSameEnrolment, readIdentity, type TillIdentity} from './identity.ts';
import {ledgerHeadKey, readHead} from './ledger-head.ts';
import type {LedgerRows, LedgerStore} from './ledger-store.ts';
import {putMeta} from './meta.ts';
import {newOperation} from './new-operation.ts';
import {syncStateKey} from './sync-state.ts';

export interface NewEnrolment {
  readonly identity: TillIdentity;
  /** Last receipt number the server has of this till. */
  readonly receiptSequence?: number;
  /** When it was enrolled, for the returns of the former enrolment. */
  readonly clock: ClockReading;
  readonly random: Random;
}

/** What ended with it. */
export interface FormerEnrolment {
  readonly identity: TillIdentity;
  /** Sequence of the last operation before its leases went back, and after. */
  readonly sequenceBefore: number;
  readonly sequence: number;
}

/** @returns the enrolment that it ended; null when there was none. */
export function saveEnrolment(ledger: LedgerStore, enrolment: NewEnrolment): Promise<FormerEnrolment | null> {
  const {identity, receiptSequence = 0} = enrolment;
  return ledger.write(['meta', 'lease', 'operation'], async rows => {
    const former = await readIdentity(rows);
    await rows.meta.delete(enrolmentNonceKey.key);
    if (former !== null && former.deviceId === identity.deviceId && former.epoch > identity.epoch)
      return null;
    if (former !== null && isSameEnrolment(former, identity)) {
      await putMeta(rows, identityKey, identity);
      return null;
    }
    const ended = former === null ? null : await endEnrolment(rows, former, enrolment);
    await sortQueue(rows, identity.deviceId);
    await begin(rows, identity, receiptSequence);
    return ended;
  });
}

/**
 * Where the ledger was wiped but the key store still knows this till, takes the identity from there: an empty
 * database is not a new till. What it sold comes back from the journal.
 */
export async function recoverIdentity(
  ledger: LedgerStore,
  secrets: EnrolmentSecrets,
): Promise<TillIdentity | null> {
  const kept = await secrets.read();
  if (kept === null) return null;
  const {identity, receiptSequence} = kept;
  return ledger.write(['meta'], async rows => {
    const found = await readIdentity(rows);
    if (found !== null) return found;
    await begin(rows, identity, receiptSequence);
    return identity;
  });
}

/**
 * Who this till is at start, by its ledger and its key store; null before it is enrolled. The key store is written
 * first: where it knows a later enrolment, the machine stopped in between, and the rest is done now.
 */
export async function resumeIdentity(
  ledger: LedgerStore,
  secrets: EnrolmentSecrets,
  at: Pick<NewEnrolment, 'clock' | 'random'>,
): Promise<{readonly identity: TillIdentity; readonly recovered: boolean} | null> {
  const known = await readIdentity(ledger);
  if (known === null) {
    const identity = await recoverIdentity(ledger, secrets);
    return identity === null ? null : {identity, recovered: true};
  }
  const kept = await secrets.read();
  if (kept === null || isSameEnrolment(kept.identity, known)) return {identity: known, recovered: false};
  await saveEnrolment(ledger, {...at, ...kept});
  return {identity: (await readIdentity(ledger)) ?? known, recovered: false};
}

type Books = Pick<LedgerRows, 'meta' | 'lease' | 'operation'>;

async function begin(
  rows: Pick<LedgerRows, 'meta'>,
  identity: TillIdentity,
  lastReceiptSequence: number,
): Promise<void> {
  const former = await readHead(rows);
  const receiptSequence = Math.max(former.receiptSequence, lastReceiptSequence);
  await putMeta(rows, identityKey, identity);
  await putMeta(rows, ledgerHeadKey, {sequence: 0, hash: null, receiptSequence});
  await rows.meta.delete(syncStateKey.key);
}

async function endEnrolment(
  rows: Books,
  identity: TillIdentity,
  {clock, random}: NewEnrolment,
): Promise<FormerEnrolment> {
  const leases = await rows.lease.all();
  const before = await readHead(rows);
  let head = before;
  for (const lease of leases) {
    const amount = remaining(lease);
    if (amount === 0) continue;
    const said = {
      id: makeId('op', clock.correctedMs, random),
      body: {kind: 'lease-return' as const, leaseId: lease.id, amount},
      clock,
    };
    const added = newOperation(identity, head, said, {attemptsBefore: 0});
    await rows.operation.add(added.row);
    head = added.head;
  }
  await rows.lease.deleteMany(leases.map(lease => lease.id));
  return {identity, sequenceBefore: before.sequence, sequence: head.sequence};
}

/** What waits can be sent by the device that made it, and by no other. */
async function sortQueue({operation}: Pick<LedgerRows, 'operation'>, deviceId: string): Promise<void> {
  const waiting = await operation.having('state', ['queued', 'stranded']);
  await operation.putMany(
    waiting.map(row => ({...row, state: row.deviceId === deviceId ? 'queued' : 'stranded'})),
  );
}
