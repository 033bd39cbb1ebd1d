import {canonicalJson} from '../../shared/kernel/canonical-json.ts';
import type {OperationId} from '../../shared/kernel/id.ts';
import {hashOperation, type Operation, type OperationBody} from '../../shared/protocol/operation.ts';
import type {ClockReading} from '../clock/till-clock.ts';
import type {TillIdentity} from '../identity/enrolment-secret.ts';
import type {LedgerHead} from './ledger-head.ts';
import type {OperationRow} from './operation-row.ts';

/** What an operation says, before it has a place in the chain. */
export interface Said {
  readonly id: OperationId;
  readonly body: OperationBody;
  readonly clock: ClockReading;
}

export interface ChainedOperation {
  readonly row: OperationRow;
  /** The end of the chain with it. */
  readonly head: LedgerHead;
}

/** The operation after `head`, as it waits in the queue. A sale moves the number of receipts on. */
export function newOperation(
  {deviceId, epoch}: Pick<TillIdentity, 'deviceId' | 'epoch'>,
  head: LedgerHead,
  {id, body, clock}: Said,
  sent: {readonly attemptsBefore: number; readonly receiptSequence?: number},
): ChainedOperation {
  const sequence = head.sequence + 1;
  const content = {
    schemaVersion: 1 as const,
    id,
    deviceId,
    epoch,
    sequence,
    previousHash: head.hash,
    clock,
    body,
  };
  const operation: Operation = {...content, hash: hashOperation(content)};
  const row: OperationRow = {
    deviceId,
    epoch,
    sequence,
    id,
    hash: operation.hash,
    kind: body.kind,
    receiptNumber: body.kind === 'sale' ? body.sale.receiptNumber : null,
    madeAtMs: clock.correctedMs,
    bytes: canonicalJson(operation),
    state: 'queued',
    attemptsBefore: sent.attemptsBefore,
    acknowledgedAtMs: null,
    outcome: null,
    detail: null,
  };
  const receiptSequence = sent.receiptSequence ?? head.receiptSequence;
  return {row, head: {sequence, hash: operation.hash, receiptSequence}};
}
