import type {RollbackNotice} from '../../shared/protocol/rollback-notice.ts';
import type {Void} from '../../shared/protocol/void.ts';

/**
 * What was taken back of a sale so far. Per redemption and account the sums of what this till took back never exceed what
 * the sale drew; rollbacks elsewhere may have taken back the same, before either side heard of the other.
 */
export interface VoidedSale {
  readonly saleId: string;
  readonly reversed: readonly Void['reversals'][number][];
  /** By rollbacks elsewhere. Absent: by none. */
  readonly rolledBack?: readonly RollbackNotice[];
}

export function voidedAfter(before: VoidedSale | null, {saleId, reversals}: Void): VoidedSale {
  return {...before, saleId, reversed: [...(before?.reversed ?? []), ...reversals]};
}

/** Taking the same notice in again changes nothing. */
export function rolledBackAfter(
  before: VoidedSale | null,
  saleId: string,
  rollback: RollbackNotice,
): VoidedSale {
  const known = before?.rolledBack ?? [];
  if (before !== null && known.some(one => one.id === rollback.id)) return before;
  return {saleId, reversed: before?.reversed ?? [], rolledBack: [...known, rollback]};
}
