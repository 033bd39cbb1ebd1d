/**
 * Why a redemption cannot be taken back (semantics.md C.6, RD5). In this order: only one that stands by itself, by the
 * operation that knows its kind, once, in time, and by whoever names the right customer and order.
 */
import {addIsoDuration} from '../calendar/add-duration.ts';
import type {EpochMs} from '../kernel/epoch.ts';
import type {CustomerId, OrderId, RedemptionId, RollbackId} from '../kernel/id.ts';
import type {Redemption} from './redemption-record.ts';

export type RollbackRefusal =
  /** A child goes back with its parent only. */
  | {readonly code: 'invalid_redemption_parent'; readonly parentId: RedemptionId}
  /** A stacked redemption, by the operation for single ones. */
  | {readonly code: 'invalid_redemption'}
  | {readonly code: 'already_rolled_back'; readonly rollbackId: RollbackId}
  | {readonly code: 'rollback_window_closed'; readonly closedAtMs: EpochMs}
  | {readonly code: 'invalid_customer'}
  | {readonly code: 'invalid_order'};

/** What the request says about the redemption; whom or what it does not name is not checked. */
export interface RollbackCheck {
  /** `single` is the older operation, which knows no stacked redemptions. */
  readonly operation: 'single' | 'any';
  readonly customerId?: CustomerId | undefined;
  readonly orderId?: OrderId | undefined;
  readonly nowMs: EpochMs;
  /** Calendar days in `zone` within which it may be taken back; null: at any time. */
  readonly windowDays: number | null;
  readonly zone: string;
}

export function rollbackRefusal(redemption: Redemption, check: RollbackCheck): RollbackRefusal | null {
  const {kind, parentId, rollback} = redemption;
  if (kind === 'child' && parentId !== undefined) return {code: 'invalid_redemption_parent', parentId};
  if (kind === 'parent' && check.operation === 'single') return {code: 'invalid_redemption'};
  if (rollback !== undefined) return {code: 'already_rolled_back', rollbackId: rollback.id};
  const closedAtMs = windowEnd(redemption, check);
  if (closedAtMs !== null && check.nowMs >= closedAtMs) return {code: 'rollback_window_closed', closedAtMs};
  if (check.customerId !== undefined && check.customerId !== redemption.customerId) {
    return {code: 'invalid_customer'};
  }
  if (check.orderId !== undefined && check.orderId !== redemption.orderId) return {code: 'invalid_order'};
  return null;
}

/** The same time of day so many days later; null where there is no window, or its end is beyond all dates. */
function windowEnd({atMs}: Redemption, {windowDays, zone}: RollbackCheck): EpochMs | null {
  return windowDays === null ? null : addIsoDuration(atMs, `P${Math.min(windowDays, 9_999_999)}D`, zone);
}
