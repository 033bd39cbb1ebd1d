/**
 * What cannot be applied is kept where a person can see it, as it was received: nothing that a till did is lost, and
 * nothing of it blocks what came after.
 */
import {contentHash} from '../../shared/kernel/content-hash.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import {openConflict} from '../storage/conflicts/open-conflict.ts';
import {keepOperation, type StoredOperation} from '../storage/operations/stored-operations.ts';
import type {Envelope} from './read-operation.ts';
import type {Taking} from './taking.ts';

/** Keeps what cannot be applied; a second version of it goes to the conflict, because the first has the place. */
export async function quarantine(
  {tx, projectId, till, receivedMs}: Taking,
  envelope: Envelope,
  stored: StoredOperation | undefined,
  problem: string,
): Promise<Acknowledgement> {
  const {sequence, hash, raw} = envelope;
  const body = JSON.stringify(raw);
  if (stored === undefined) {
    await keepOperation(tx, projectId, till, {
      sequence,
      hash,
      outcome: 'quarantined',
      detail: problem,
      operationId: plainText(raw['id']) ?? `op_unreadable_${hash.slice(0, 24)}`,
      kind: kindOf(raw['body']),
      body,
      occurredAt: new Date(receivedMs),
      receivedAt: new Date(receivedMs),
    });
  }
  await openConflict(tx, projectId, {
    id: `conflict_${till.deviceId}_${till.epoch}_${sequence}_${hash.slice(0, 24)}`,
    class: 'C9',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail:
      stored === undefined
        ? `Operation ${sequence}: ${problem}`
        : `Operation ${sequence}: ${problem}: ${body}`,
  });
  return {sequence, hash, outcome: 'quarantined', detail: problem};
}

/** Another content under a sequence that was applied: two tills with one identity, or a restored disk. */
export async function refuseOther(
  {tx, projectId, till}: Taking,
  envelope: Envelope,
): Promise<Acknowledgement> {
  const {sequence, hash, raw} = envelope;
  const detail = `sequence ${sequence} was used before for another operation; this one was kept, not applied`;
  await openConflict(tx, projectId, {
    id: `conflict_${till.deviceId}_${till.epoch}_${sequence}_${hash.slice(0, 24)}`,
    class: 'C4',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail: `${detail}: ${JSON.stringify(raw)}`,
  });
  return {sequence, hash, outcome: 'conflict', detail};
}

function kindOf(body: unknown): string {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body.kind : undefined;
  return plainText(kind) ?? 'unknown';
}

function plainText(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.-]{1,140}$/.test(value) ? value : null;
}

/** For a message that does not even say which sequence it is: nothing can be answered, but it is kept. */
export async function keepUnplaceable({tx, projectId, till}: Taking, input: unknown): Promise<void> {
  const text = JSON.stringify(input) ?? 'nothing';
  await openConflict(tx, projectId, {
    id: `conflict_${till.deviceId}_${contentHash(text).slice(0, 32)}`,
    class: 'C9',
    deviceId: till.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail: `An operation without sequence and hash: ${text}`,
  });
}
