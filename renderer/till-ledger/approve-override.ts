import {makeId, type OrderId, type StaffId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Minor} from '../../shared/money/minor.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Till} from './till.ts';

export interface OverrideRequest {
  readonly approverId: StaffId;
  readonly orderId: OrderId;
  readonly account: AccountKey;
  /** Units of the account. */
  readonly amount: number;
  /** What it lets go at most. */
  readonly boundMinor: Minor;
  readonly reason: string;
}

export type ApprovedOverride =
  | {readonly ok: true; readonly override: Override}
  | {readonly ok: false; readonly code: 'not-a-manager' | 'no-reason' | 'nothing-to-approve'};

/**
 * A manager's word for one action on one order. The PIN was checked before (sign-in/verify-pin.ts). It costs nothing
 * until a sale uses it; `completeSale` draws it on the store's override lease and takes it once.
 */
export async function approveOverride(till: Till, request: OverrideRequest): Promise<ApprovedOverride> {
  const reason = request.reason.trim().slice(0, 200);
  if (reason === '') return {ok: false, code: 'no-reason'};
  if (!Number.isSafeInteger(request.amount) || request.amount < 1 || request.boundMinor < 0) {
    return {ok: false, code: 'nothing-to-approve'};
  }
  const approver = await till.replica.staffMember(request.approverId);
  if (approver === null || !approver.active || approver.role !== 'manager') {
    return {ok: false, code: 'not-a-manager'};
  }
  const approvedAtMs = till.clock.nowMs();
  const id = makeId('ovr', approvedAtMs, till.random);
  return {ok: true, override: {...request, id, action: 'redeem-without-lease', reason, approvedAtMs}};
}
