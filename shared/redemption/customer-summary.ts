/**
 * What a redemption, an attempt or a rollback changes in a customer's summary (semantics.md A.6). A stacked redemption
 * counts once; what was redeemed and taken back stays counted as redeemed, and is counted as rolled back too (RD9).
 */
import {type Minor, minor, zero} from '../money/minor.ts';
import type {Redemption, Rollback} from './redemption-record.ts';

/** Amounts to add to the stored summary; rollbacks have some below zero. */
export interface SummaryChange {
  readonly redeemed: number;
  readonly failed: number;
  readonly rolledBack: number;
  readonly rollbackFailed: number;
  readonly giftMinor: Minor;
  readonly points: number;
  /** Orders that were paid, and what for; a canceled one goes out again. */
  readonly orders: number;
  readonly ordersMinor: Minor;
}

const nothing: SummaryChange = {
  redeemed: 0,
  failed: 0,
  rolledBack: 0,
  rollbackFailed: 0,
  giftMinor: zero,
  points: 0,
  orders: 0,
  ordersMinor: zero,
};

/** Of one request; `order` where it was paid with this. */
export function summaryOfRedemptions(
  redemptions: readonly Redemption[],
  order: {readonly totalMinor: Minor | null} | null,
): SummaryChange {
  return {
    ...nothing,
    redeemed: redemptions.length === 0 ? 0 : 1,
    ...usedBy(redemptions),
    orders: order === null ? 0 : 1,
    ordersMinor: order?.totalMinor ?? zero,
  };
}

export function summaryOfFailure(): SummaryChange {
  return {...nothing, failed: 1};
}

/** `canceled` is the order that this rollback canceled, as it was before; null where it stays as it is. */
export function summaryOfRollbacks(
  rollbacks: readonly Rollback[],
  canceled: {readonly totalMinor: Minor | null} | null,
): SummaryChange {
  return {
    ...nothing,
    rolledBack: 1,
    ...usedBy(rollbacks),
    orders: canceled === null ? 0 : -1,
    ordersMinor: minor(-(canceled?.totalMinor ?? 0)),
  };
}

export function summaryOfRefusedRollback(): SummaryChange {
  return {...nothing, rollbackFailed: 1};
}

function usedBy(records: readonly {creditsMinor?: Minor | undefined; points?: number | undefined}[]) {
  return {
    giftMinor: minor(records.reduce((sum, one) => sum + (one.creditsMinor ?? 0), 0)),
    points: records.reduce((sum, one) => sum + (one.points ?? 0), 0),
  };
}
