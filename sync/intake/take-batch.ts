/**
 * A batch of operations, in the order of their sequence. The sequence is gapless: an operation waits for the ones
 * before it while the till still has them, and goes on past those it no longer has (`baseSequence`), which are
 * recorded as missing. A bad operation takes its place in the sequence like any other.
 */

import {assert} from '../../shared/kernel/assert.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {openConflict} from '../storage/conflicts/open-conflict.ts';
import type {DeviceEpoch} from '../storage/leases/save-leases.ts';
import {type EpochHead, lockEpoch, moveEpochHead} from '../storage/operations/device-epoch.ts';
import {findOperations, type StoredOperation} from '../storage/operations/stored-operations.ts';
import {transact} from '../storage/transact.ts';
import {lockTouched} from './lock-touched.ts';
import {type Envelope, readEnvelope} from './read-operation.ts';
import {keepUnplaceable} from './set-aside.ts';
import {takeOperation} from './take-operation.ts';
import type {Taking} from './taking.ts';

export interface Batch {
  readonly operations: readonly unknown[];
  readonly baseSequence: number;
}

/** Operations of one transaction: enough to be fast, few enough to hold locks briefly. */
const chunkSize = 50;

type IntakeDeps = Pick<AppDeps, 'db' | 'clock' | 'logFailure'>;

/** Answers every operation that was applied or known; those that must wait for others have no answer yet. */
export async function takeBatch(
  deps: IntakeDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  {operations, baseSequence}: Batch,
): Promise<Acknowledgement[]> {
  const readings = operations.map(input => ({input, envelope: readEnvelope(input)}));
  const unplaceable = readings.filter(({envelope}) => envelope === null).map(({input}) => input);
  const envelopes = readings.flatMap(({envelope}) => envelope ?? []).sort((a, b) => a.sequence - b.sequence);
  const acknowledgements: Acknowledgement[] = [];
  if (unplaceable.length > 0)
    await inTaking(deps, projectId, till, async taking => {
      for (const input of unplaceable) await keepUnplaceable(taking, input);
    });
  for (let from = 0; from < envelopes.length; from += chunkSize) {
    const chunk = envelopes.slice(from, from + chunkSize);
    acknowledgements.push(
      ...(await inTaking(deps, projectId, till, taking => takeChunk(taking, chunk, baseSequence))),
    );
  }
  return acknowledgements;
}

function inTaking<T>(
  deps: IntakeDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  work: (taking: Taking) => Promise<T>,
): Promise<T> {
  const {logFailure} = deps;
  const receivedMs = deps.clock.nowMs();
  return transact(deps.db, tx => work({tx, projectId, till, receivedMs, logFailure}));
}

async function takeChunk(
  taking: Taking,
  envelopes: readonly Envelope[],
  baseSequence: number,
): Promise<Acknowledgement[]> {
  const {tx, projectId, till} = taking;
  const locked = await lockEpoch(tx, projectId, till);
  assert(locked !== null, `${till.deviceId} has no epoch ${till.epoch}`);
  const sequences = envelopes.flatMap(({sequence}) => [sequence - 1, sequence]);
  const known = await findOperations(tx, projectId, till, sequences);
  await lockTouched(tx, projectId, till.deviceId, envelopes);
  const acknowledgements: Acknowledgement[] = [];
  let head: EpochHead = locked;
  for (const envelope of envelopes) {
    const {sequence} = envelope;
    if (sequence > head.appliedSequence + 1) head = await skipMissing(taking, head, baseSequence);
    if (sequence > head.appliedSequence + 1) break;
    const answer = await takeOperation(taking, envelope, known.get(sequence), known.get(sequence - 1));
    acknowledgements.push(answer);
    remember(known, answer);
    if (sequence === head.appliedSequence + 1) head = {appliedSequence: sequence, headHash: envelope.hash};
  }
  await moveEpochHead(tx, projectId, till, head);
  return acknowledgements;
}

/** A known operation stays what it is; a refused twin of it is answered and forgotten. */
function remember(known: Map<number, StoredOperation>, answer: Acknowledgement): void {
  const before = known.get(answer.sequence);
  if (before === undefined || before.outcome === 'quarantined') known.set(answer.sequence, answer);
}

/** Steps over what the till says it no longer has. */
async function skipMissing(
  {tx, projectId, till}: Taking,
  head: EpochHead,
  baseSequence: number,
): Promise<EpochHead> {
  const first = head.appliedSequence + 1;
  if (baseSequence <= first) return head;
  const last = baseSequence - 1;
  await openConflict(tx, projectId, {
    id: `conflict_${till.deviceId}_${till.epoch}_missing_${first}`,
    class: 'C4',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: last - first + 1,
    detail: `The till no longer has its operations ${first} to ${last}; they never arrived`,
  });
  return {appliedSequence: last, headHash: null};
}
