import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import type {LedgerRows} from './ledger-store.ts';

/** Outcomes that are settled for the till and open for a person. */
export const problemOutcomes: readonly OperationOutcome[] = ['conflict', 'quarantined'];

export interface QueueCounts {
  readonly queued: number;
  readonly problems: number;
}

/** The two numbers of the indicator, without reading any entry. */
export async function countQueue({operation}: Pick<LedgerRows, 'operation'>): Promise<QueueCounts> {
  const [queued, stranded, ...troubled] = await Promise.all([
    operation.count('state', 'queued'),
    operation.count('state', 'stranded'),
    ...problemOutcomes.map(outcome => operation.count('outcome', outcome)),
  ]);
  return {queued, problems: troubled.reduce((sum, count) => sum + count, stranded)};
}
