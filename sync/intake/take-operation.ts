/**
 * One operation, once. What came before under its sequence is answered again; what is understood is applied and kept
 * with its outcome; what is not is kept as received, so that it blocks nothing and is not lost.
 */
import {type EpochMs, epochMs} from '../../shared/kernel/epoch.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import type {OperationContent} from '../../shared/protocol/operation.ts';
import {openConflict} from '../storage/conflicts/open-conflict.ts';
import {inSavepoint} from '../storage/in-savepoint.ts';
import {keepOperation, type StoredOperation} from '../storage/operations/stored-operations.ts';
import {applyLeaseReturn} from './apply-lease-return.ts';
import {applySale} from './apply-sale.ts';
import {saleFault} from './check-sale.ts';
import {type Finding, outcomeOf} from './finding.ts';
import {type Envelope, readContent} from './read-operation.ts';
import {quarantine, refuseOther} from './set-aside.ts';
import type {Taking} from './taking.ts';

/** A clock may be ahead this much before it is held back (sync.md §5.4). */
const clockLeewayMs = 5 * 60_000;

/**
 * Applies, keeps and answers. `stored` is what this sequence was before; `previous` the operation before it, where it
 * is known.
 */
export async function takeOperation(
  taking: Taking,
  envelope: Envelope,
  stored: StoredOperation | undefined,
  previous: StoredOperation | undefined,
): Promise<Acknowledgement> {
  const {sequence, hash} = envelope;
  if (stored !== undefined && stored.outcome !== 'quarantined') {
    if (stored.hash === hash) return {sequence, hash, outcome: stored.outcome, detail: stored.detail};
    return refuseOther(taking, envelope);
  }
  const reading = readContent(envelope, taking.till);
  if (!reading.ok) return quarantine(taking, envelope, stored, reading.problem);
  const fault = reading.content.body.kind === 'sale' ? saleFault(reading.content.body.sale) : null;
  if (fault !== null) return quarantine(taking, envelope, stored, fault);
  return inSavepoint(
    taking.tx,
    () => apply(taking, envelope, reading.content, previous),
    async error => {
      const {deviceId, epoch} = taking.till;
      taking.logFailure(`operation ${sequence} of ${deviceId}, epoch ${epoch}`, error);
      return quarantine(taking, envelope, stored, `could not be applied: ${firstLine(error)}`);
    },
  );
}

async function apply(
  taking: Taking,
  envelope: Envelope,
  content: OperationContent,
  previous: StoredOperation | undefined,
): Promise<Acknowledgement> {
  const {tx, projectId, till, receivedMs} = taking;
  const {sequence, hash} = envelope;
  const occurredMs = epochMs(Math.min(content.clock.correctedMs, receivedMs + clockLeewayMs));
  const findings = [
    ...chainFindings(content, previous),
    ...clockFindings(content, occurredMs),
    ...(content.body.kind === 'sale'
      ? await applySale(tx, projectId, till, content.body.sale, occurredMs)
      : await applyLeaseReturn(tx, projectId, till, content.body)),
  ];
  const {outcome, detail} = outcomeOf(findings);
  await keepOperation(tx, projectId, till, {
    sequence,
    hash,
    outcome,
    detail,
    operationId: content.id,
    kind: content.body.kind,
    body: JSON.stringify(envelope.raw),
    occurredAt: new Date(occurredMs),
    receivedAt: new Date(receivedMs),
  });
  await openConflicts(taking, content.id, findings);
  return {sequence, hash, outcome, detail};
}

async function openConflicts(
  {tx, projectId, till}: Taking,
  operationId: string,
  findings: readonly Finding[],
): Promise<void> {
  for (const [index, finding] of findings.entries()) {
    if (finding.kind !== 'conflict') continue;
    await openConflict(tx, projectId, {
      id: `conflict_${operationId}_${index + 1}`,
      class: finding.class,
      deviceId: till.deviceId,
      operationId,
      account: finding.account ?? null,
      amount: finding.amount ?? null,
      detail: finding.detail,
    });
  }
}

function chainFindings(
  {previousHash, sequence}: OperationContent,
  previous: StoredOperation | undefined,
): readonly Finding[] {
  const broken =
    sequence === 1
      ? previousHash !== null
      : previous !== undefined && previous.outcome !== 'quarantined' && previous.hash !== previousHash;
  if (!broken) return [];
  const detail = 'it follows another operation than the one received before it';
  return [{kind: 'conflict', class: 'C4', detail}];
}

function clockFindings({clock}: OperationContent, occurredMs: EpochMs): readonly Finding[] {
  if (clock.correctedMs === occurredMs) return [];
  const detail = `its time was ahead by ${clock.correctedMs - occurredMs} ms and was held back`;
  return [{kind: 'stale', detail}];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
