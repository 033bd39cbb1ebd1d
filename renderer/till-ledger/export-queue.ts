import {idSchema} from '../../shared/kernel/id.ts';
import type {TillQueue} from '../../shared/protocol/till-queue.ts';
import type {LedgerRows} from './ledger-store.ts';
import type {OperationRow} from './operation-row.ts';
import {sentOperations} from './queued-operations.ts';

/** At most this many operations in one upload by hand. */
const MOST_OPERATIONS = 5_000;

/**
 * Everything this machine has not sent, for a manager to carry to the server (`POST /sync/v1/admin/till-queues`): one
 * upload per enrolment, in order; a long one in several. Nothing leaves the queue by it. The personal data in it is as
 * readable as the till's own.
 */
export async function exportQueue({operation}: Pick<LedgerRows, 'operation'>): Promise<TillQueue[]> {
  const waiting = await operation.having('state', ['queued', 'stranded']);
  const enrolments = new Map<string, OperationRow[]>();
  for (const row of waiting) {
    const key = `${row.deviceId} ${row.epoch}`;
    const known = enrolments.get(key);
    if (known === undefined) enrolments.set(key, [row]);
    else known.push(row);
  }
  return [...enrolments.values()].flatMap(uploads);
}

function uploads(rows: readonly OperationRow[]): TillQueue[] {
  const parts: TillQueue[] = [];
  for (let from = 0; from < rows.length; from += MOST_OPERATIONS) {
    const part = rows.slice(from, from + MOST_OPERATIONS);
    const [first] = part;
    if (first === undefined) continue;
    const deviceId = idSchema('till').parse(first.deviceId);
    parts.push({deviceId, epoch: first.epoch, operations: sentOperations(part)});
  }
  return parts;
}
