/** What an operation brought to light; the gravest decides its outcome, all of them are kept. */
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {ConflictClass} from '../../shared/protocol/conflict.ts';
import type {OperationOutcome} from '../../shared/protocol/operation.ts';

export type Finding =
  | {readonly kind: 'stale'; readonly detail: string}
  | {readonly kind: 'diff'; readonly detail: string}
  | {
      readonly kind: 'conflict';
      readonly class: ConflictClass;
      readonly detail: string;
      readonly account?: AccountKey;
      /** Units or minor units, by the account. */
      readonly amount?: number;
      /** Money at stake in minor units, where it is known. */
      readonly moneyMinor?: number;
      /** What there is to see, by class (protocol/conflict.ts). */
      readonly evidence?: Readonly<Record<string, unknown>>;
    };

export function outcomeOf(findings: readonly Finding[]): {
  readonly outcome: Exclude<OperationOutcome, 'quarantined'>;
  readonly detail: string | null;
} {
  const has = (kind: Finding['kind']): boolean => findings.some(finding => finding.kind === kind);
  const detail = findings.length === 0 ? null : findings.map(finding => finding.detail).join('; ');
  if (has('conflict')) return {outcome: 'conflict', detail};
  if (has('diff')) return {outcome: 'accepted-diff', detail};
  return {outcome: has('stale') ? 'accepted-stale' : 'accepted', detail};
}
