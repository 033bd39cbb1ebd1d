/**
 * What cannot be applied is kept where a person can see it, as it was received: nothing that a till did is lost, and
 * nothing of it blocks what came after.
 */
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import {damagedProblem, type Envelope} from './read-operation.ts';
import type {Place, Taking} from './taking.ts';

/** Keeps what cannot be applied, until this server understands it. */
export async function quarantine(
  {tx, till, receivedMs}: Taking,
  envelope: Envelope,
  place: Place,
  problem: string,
): Promise<Acknowledgement> {
  const {sequence, hash, raw} = envelope;
  const kept = {
    sequence,
    hash,
    outcome: 'quarantined' as const,
    detail: problem,
    operationId: plainText(raw['id']) ?? `op_unreadable_${hash.slice(0, 24)}`,
    kind: kindOf(raw['body']),
    body: JSON.stringify(raw),
    occurredMs: receivedMs,
    receivedMs,
    forked: place.forked,
  };
  await tx.keepOperation(till, kept, place.replaces);
  await openQuarantine({tx, till}, envelope, `Operation ${sequence}: ${problem}`);
  return {sequence, hash, outcome: 'quarantined', detail: problem};
}

/** A broken copy of an operation whose place is taken: it goes to the conflict, because nothing proves who made it. */
export async function refuseDamaged(taking: Taking, envelope: Envelope): Promise<Acknowledgement> {
  const {sequence, hash, raw} = envelope;
  const detail = `Operation ${sequence}: ${damagedProblem}: ${JSON.stringify(raw)}`;
  await openQuarantine(taking, envelope, detail);
  return {sequence, hash, outcome: 'quarantined', detail: damagedProblem};
}

/** For a message that does not even say which sequence it is: nothing can be answered, but it is kept. */
export async function keepUnplaceable({tx, till}: Taking, input: unknown): Promise<void> {
  const text = JSON.stringify(input) ?? 'nothing';
  await tx.openConflict({
    id: `conflict_${till.deviceId}_${contentHash(text).slice(0, 32)}`,
    class: 'C9',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail: `An operation without sequence and hash: ${text}`,
  });
}

async function openQuarantine(
  {tx, till}: Pick<Taking, 'tx' | 'till'>,
  {sequence, hash}: Envelope,
  detail: string,
): Promise<void> {
  await tx.openConflict({
    id: quarantineConflictId({...till, sequence, hash}),
    class: 'C9',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail,
    evidence: {epoch: till.epoch, sequence, hash},
  });
}

/** The conflict that an operation in quarantine opened. */
export function quarantineConflictId(operation: {
  readonly deviceId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly hash: string;
}): string {
  const {deviceId, epoch, sequence, hash} = operation;
  return `conflict_${deviceId}_${epoch}_${sequence}_${hash.slice(0, 24)}_unread`;
}

function kindOf(body: unknown): string {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined;
  return plainText(kind) ?? 'unknown';
}

function plainText(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.-]{1,140}$/.test(value) ? value : null;
}
