import type {VoucherId} from '../../shared/kernel/id.ts';
import {balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import type {Decided} from './decide-request.ts';

/** The accounts that the server's free part could not serve, and what each would have needed. */
export function shortages({decision, facts}: Decided): Draw[] {
  return decision.verdicts.flatMap(verdict => {
    if (verdict.status !== 'inapplicable') return [];
    const voucher = facts.vouchers.find(each => each.id === verdict.foundId);
    return voucher === undefined ? [] : shortageOf(voucher.id, verdict.refusal);
  });
}

function shortageOf(
  voucherId: VoucherId,
  refusal: {readonly code: string; readonly requestedMinor?: number},
): Draw[] {
  if (refusal.code === 'limit_reached') return [{account: usesAccount(voucherId), amount: 1}];
  if (refusal.code === 'card_empty') return [{account: balanceAccount(voucherId), amount: 1}];
  if (refusal.code !== 'gift_amount_exceeded' || refusal.requestedMinor === undefined) return [];
  return [{account: balanceAccount(voucherId), amount: refusal.requestedMinor}];
}
