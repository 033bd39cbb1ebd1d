import type {Refusal} from '../reasons/refusal.ts';
import type {AccountKey} from './account-key.ts';
import type {Availability, Draw} from './draw.ts';
import {isWithin} from './lease.ts';

export type JudgedCounter =
  | {readonly ok: true; readonly draw: Draw}
  | {readonly ok: false; readonly refusal: Refusal};

/**
 * Whether `amount` more may be counted within `limit`. `left` is what is known of the account, undefined where nobody
 * answered. A till whose lease holds too little, or was granted for a rule of a larger bound, can't know what others hold,
 * and says so; trust is for uses, not for counts.
 */
export function judgeCounter(
  account: AccountKey,
  amount: number,
  limit: number,
  left: Availability | undefined,
): JudgedCounter {
  if (
    left === undefined ||
    left.authority === 'trust' ||
    (left.authority === 'lease' && (left.available < amount || !isWithin(left, limit)))
  ) {
    return {ok: false, refusal: {code: 'counter_unknown', account, onlineOnly: false}};
  }
  if (left.authority === 'server' && freeOf(left, limit) < amount) {
    return {ok: false, refusal: {code: 'budget_reached', account, limit, used: left.used ?? null}};
  }
  return {ok: true, draw: {account, amount, limit}};
}

/** The server knows what was counted, also where nobody has opened an account with a limit yet. */
function freeOf({available, used}: Availability, limit: number): number {
  return used === undefined ? available : limit - used;
}
