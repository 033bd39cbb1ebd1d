/**
 * A batch of operations, in the order of their sequence. The sequence is gapless: an operation waits for the ones
 * before it while the till still has them, and goes on past those it no longer has (`baseSequence`), which are
 * recorded as missing. A bad operation takes its place in the sequence like any other, and one that another operation has
 * taken the place of is put beside it (place-operation.ts).
 */
import {z} from 'zod';
import {assert} from '../../shared/kernel/assert.ts';
import {idSchema, type ProjectId} from '../../shared/kernel/id.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import type {DeviceEpoch, EpochState} from '../store/device-epoch.ts';
import {fenceTill} from './fence-till.ts';
import type {IntakeDeps} from './intake-deps.ts';
import {KnownOperations} from './known-operations.ts';
import {lockTouched} from './lock-touched.ts';
import {placeOperation} from './place-operation.ts';
import {type Envelope, readEnvelope} from './read-operation.ts';
import {retryVoids} from './retry-quarantined.ts';
import {keepUnplaceable, refuseDamaged} from './set-aside.ts';
import {takeOperation} from './take-operation.ts';
import type {Taking} from './taking.ts';
import {withinDepth} from './within-depth.ts';

export interface Batch {
  readonly operations: readonly unknown[];
  /** Lowest sequence that may still come; `nothingElse` where no more will than what is here. */
  readonly baseSequence: number;
}

/** For a batch that is all there is: what is missing in it is not waited for. */
export const nothingElse = Number.MAX_SAFE_INTEGER;

/** Operations of one transaction: enough to be fast, few enough to hold locks briefly. */
const chunkSize = 50;

/** Answers every operation that was applied or known; those that must wait for others have no answer yet. */
export async function takeBatch(
  deps: IntakeDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  {operations, baseSequence}: Batch,
): Promise<Acknowledgement[]> {
  const readings = operations.map(sent => {
    const input = withinDepth(sent);
    return {input, envelope: readEnvelope(input)};
  });
  const unplaceable = readings.filter(({envelope}) => envelope === null).map(({input}) => input);
  const envelopes = readings.flatMap(({envelope}) => envelope ?? []).sort((a, b) => a.sequence - b.sequence);
  const acknowledgements: Acknowledgement[] = [];
  // One without a place may be what is missing between two others: they do not wait for it.
  const base = unplaceable.length > 0 ? nothingElse : baseSequence;
  if (unplaceable.length > 0)
    await inTaking(deps, projectId, till, async taking => {
      for (const input of unplaceable) await keepUnplaceable(taking, input);
    });
  for (let from = 0; from < envelopes.length; from += chunkSize) {
    const chunk = envelopes.slice(from, from + chunkSize);
    acknowledgements.push(
      ...(await inTaking(deps, projectId, till, taking => takeChunk(taking, chunk, base))),
    );
  }
  await retryVoids(deps, projectId, till.deviceId, soldOrders(envelopes));
  return acknowledgements;
}

/** Orders that the batch brought sales of. */
function soldOrders(envelopes: readonly Envelope[]): ReadonlySet<string> {
  return new Set(
    envelopes.flatMap(({raw}) => {
      const sold = soldSchema.safeParse(raw);
      return sold.success ? [sold.data.body.sale.orderId] : [];
    }),
  );
}

const soldSchema = z.object({body: z.object({sale: z.object({orderId: idSchema('ord')})})});

function inTaking<T>(
  deps: IntakeDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  work: (taking: Taking) => Promise<T>,
): Promise<T> {
  const {random, logFailure} = deps;
  const receivedMs = deps.clock.nowMs();
  return deps.store.transact(projectId, tx => work({tx, till, receivedMs, random, logFailure}));
}

async function takeChunk(
  taking: Taking,
  envelopes: readonly Envelope[],
  baseSequence: number,
): Promise<Acknowledgement[]> {
  const {tx, till} = taking;
  const locked = await tx.lockEpoch(till);
  assert(locked !== null, `${till.deviceId} has no epoch ${till.epoch}`);
  const sequences = envelopes.flatMap(({sequence}) => [sequence - 1, sequence]);
  const known = new KnownOperations(await tx.findOperations(till, sequences));
  const isSuspect = locked.standing !== 'good' || envelopes.some(one => known.isContradicted(one));
  await lockTouched(tx, till.deviceId, envelopes, isSuspect);
  const acknowledgements: Acknowledgement[] = [];
  let head: EpochState = locked;
  for (const envelope of envelopes) {
    if (placeOperation(envelope, head, known).kind === 'gap')
      head = await skipMissing(taking, head, Math.min(baseSequence, envelope.sequence));
    const step = await takeNext(taking, envelope, head, known);
    if (step === null) break;
    head = step.head;
    acknowledgements.push(step.answer);
  }
  await tx.saveEpoch(till, head);
  return acknowledgements;
}

/** null for one that must wait for those before it. */
async function takeNext(
  taking: Taking,
  envelope: Envelope,
  head: EpochState,
  known: KnownOperations,
): Promise<{readonly head: EpochState; readonly answer: Acknowledgement} | null> {
  const place = placeOperation(envelope, head, known);
  switch (place.kind) {
    case 'gap':
      return null;
    case 'known':
      return {head, answer: place.answer};
    case 'damaged':
      return {head, answer: await refuseDamaged(taking, envelope)};
    case 'fork': {
      const after = await fenceTill(
        taking.tx,
        taking.till,
        head,
        seenTwice(taking.till, envelope, place.why),
      );
      const answer = await takeOperation(taking, envelope, {forked: true});
      known.add({...answer, forked: true});
      return {head: after, answer};
    }
    case 'own': {
      const answer = await takeOperation(taking, envelope, {forked: false, replaces: place.replaces});
      known.add({...answer, forked: false});
      const isNext = envelope.sequence === head.appliedSequence + 1;
      return {
        head: isNext ? {...head, appliedSequence: envelope.sequence, headHash: envelope.hash} : head,
        answer,
      };
    }
  }
}

function seenTwice({deviceId, epoch}: DeviceEpoch, {sequence, hash}: Envelope, why: string) {
  return {
    id: `conflict_${deviceId}_${epoch}_${sequence}_${hash.slice(0, 24)}`,
    detail: `Operation ${sequence} ${why}: two machines have this identity, or a disk was put back`,
    evidence: {sequence, hash},
  };
}

/** Steps over what the till says it no longer has. */
async function skipMissing({tx, till}: Taking, head: EpochState, baseSequence: number): Promise<EpochState> {
  const first = head.appliedSequence + 1;
  if (baseSequence <= first) return head;
  const last = baseSequence - 1;
  await tx.openConflict({
    id: `conflict_${till.deviceId}_${till.epoch}_missing_${first}`,
    class: 'C4',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: last - first + 1,
    detail: `The till no longer has its operations ${first} to ${last}; they never arrived`,
  });
  return {...head, appliedSequence: last, headHash: null};
}
