/**
 * What waits for the server, what it answered, and what a person must look at.
 */
import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import {problemOutcomes} from '../till-ledger/count-queue.ts';
import type {OperationRow} from '../till-ledger/operation-row.ts';
import {readSyncState, type SyncState} from '../till-ledger/sync-state.ts';
import type {TillDatabases} from './open-till-databases.ts';

export interface QueueEntry {
  readonly id: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly kind: OperationRow['kind'];
  readonly receiptNumber: string | null;
  readonly madeAtMs: number;
  readonly sizeBytes: number;
  /** `stranded`: made by another device than this till is now; it can only be exported. */
  readonly state: OperationRow['state'];
  /** How often it was sent without an answer for it. */
  readonly tries: number;
  readonly nextTryMs: number | null;
  readonly lastError: string | null;
  readonly acknowledgedAtMs: number | null;
  readonly outcome: OperationOutcome | null;
  readonly detail: string | null;
  readonly isProblem: boolean;
}

export interface Queue {
  readonly queued: number;
  readonly problems: number;
  /** Waiting ones first, by enrolment and sequence; then answered ones, newest first. */
  readonly entries: readonly QueueEntry[];
}

export async function readQueue(db: TillDatabases, mostAnswered = 100): Promise<Queue> {
  const {operation} = db.ledger;
  const state = await readSyncState(db.ledger);
  const waiting = await operation.where('state').equals('queued').toArray();
  const stranded = await operation.where('state').equals('stranded').toArray();
  const troubled = await operation.where('outcome').anyOf(problemOutcomes).toArray();
  const answered = await operation
    .where('state')
    .equals('acknowledged')
    .reverse()
    .limit(mostAnswered)
    .toArray();
  const rest = new Map([...troubled, ...answered].map(row => [row.id, row]));
  const newestFirst = [...rest.values()].sort((a, b) => b.epoch - a.epoch || b.sequence - a.sequence);
  return {
    queued: waiting.length,
    problems: troubled.length + stranded.length,
    entries: [...stranded, ...waiting, ...newestFirst].map(row => entry(row, state)),
  };
}

function entry(row: OperationRow, state: SyncState): QueueEntry {
  const {bytes, deviceId: _deviceId, hash: _hash, attemptsBefore, ...shown} = row;
  const isWaiting = row.state === 'queued';
  return {
    ...shown,
    sizeBytes: new TextEncoder().encode(bytes).length,
    tries: isWaiting ? Math.max(0, state.attempts - attemptsBefore) : 0,
    nextTryMs: isWaiting ? state.nextTryMs : null,
    lastError: isWaiting ? state.lastError : null,
    isProblem: row.state === 'stranded' || (row.outcome !== null && problemOutcomes.includes(row.outcome)),
  };
}
