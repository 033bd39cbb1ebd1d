import type {OrderId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {LeaseDraws} from './draw-on-leases.ts';
import type {Till} from './till.ts';

/** Why a manager's word is worth nothing here. The sale is still open. */
export interface OverrideRefused {
  readonly ok: false;
  readonly code: 'override-refused';
  readonly account: AccountKey;
  readonly reason: 'other-order' | 'too-little' | 'used' | 'not-a-manager';
}

/** Those that the draws really needed. */
export function usedOverrides({uncovered}: LeaseDraws, given: readonly Override[]): Override[] {
  const ids = new Set(uncovered.map(one => one.overrideId));
  return given.filter(({id}) => ids.has(id));
}

/** Null when every override holds: for this order, for as much as was handed out, unused, by an active manager. */
export async function refuseOverrides(
  {ledger, replica}: Till,
  orderId: OrderId,
  {uncovered}: LeaseDraws,
  overrides: readonly Override[],
): Promise<OverrideRefused | null> {
  for (const {id, account, amount, boundMinor, approverId, orderId: givenFor} of overrides) {
    const refused = (reason: OverrideRefused['reason']): OverrideRefused => {
      return {ok: false, code: 'override-refused', account, reason};
    };
    if (givenFor !== orderId) return refused('other-order');
    const handedOut = uncovered.filter(one => one.overrideId === id);
    const units = handedOut.reduce((sum, one) => sum + one.amount, 0);
    const amountMinor = handedOut.reduce((sum, one) => sum + one.amountMinor, 0);
    if (units > amount || amountMinor > boundMinor) return refused('too-little');
    if ((await ledger.usedOverride.get(id)) !== undefined) return refused('used');
    const approver = await replica.staffMember(approverId);
    if (approver === null || !approver.active || approver.role !== 'manager') return refused('not-a-manager');
  }
  return null;
}
