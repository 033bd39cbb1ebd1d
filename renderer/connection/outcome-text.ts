import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import {formatDuration} from '../design/format-time.ts';
import type {QueueEntry} from '../till-db/queue.ts';

const outcomes: Readonly<Record<OperationOutcome, string>> = {
  accepted: 'Booked',
  'accepted-stale': 'Booked; some facts had changed meanwhile',
  'accepted-diff': 'Booked as this till sold it; the server would have priced it differently',
  conflict: 'Booked; a manager must look',
  quarantined: 'Kept by the server, not understood by its version',
};

/** Where one entry of the queue stands, in words. */
export function outcomeText(entry: QueueEntry, nowMs: number): string {
  if (entry.state === 'stranded')
    return 'Made by the till this machine was before; it can be exported, not sent from here';
  if (entry.outcome !== null) return withDetail(outcomes[entry.outcome], entry.detail);
  if (entry.tries === 0) return 'Waiting to be sent';
  const tries = entry.tries === 1 ? 'Tried once' : `Tried ${entry.tries} times`;
  const next =
    entry.nextTryMs === null ? '' : `, again in ${formatDuration(Math.max(0, entry.nextTryMs - nowMs))}`;
  return withDetail(`${tries}${next}`, entry.lastError);
}

function withDetail(text: string, detail: string | null): string {
  return detail === null ? text : `${text} (${detail})`;
}
