/**
 * One condition on a counter. The value it looks at is what was counted so far and what this redemption adds.
 *
 * An upper bound can be kept by whoever holds a part of the limit: the server knows all that was used, a till only
 * its own lease. Every other operator needs the whole count, which only the server has.
 */
import type {AccountKey} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {isWithin} from '../ledger/lease.ts';
import type {Refusal} from '../reasons/refusal.ts';

/** null in `value` where nobody here can count it; `refusal` when it is not that the condition simply fails. */
export interface CounterAnswer {
  readonly passed: boolean;
  readonly value: number | null;
  readonly refusal: Refusal | null;
}

export function askUpperBound(
  account: AccountKey,
  limit: number,
  amount: number,
  known: Availability | undefined,
): CounterAnswer {
  const used = known?.authority === 'server' ? known.used : undefined;
  if (used !== undefined && used + amount > limit) return reached(account, limit, used, used + amount);
  if (used !== undefined) return {passed: true, value: used + amount, refusal: null};
  if (amount > limit) return reached(account, limit, null, null);
  if (known?.authority !== 'lease' || !isWithin(known, limit)) return unknown(account, false);
  if (known.available >= amount) return {passed: true, value: null, refusal: null};
  return {passed: false, value: null, refusal: {code: 'lease_empty'}};
}

export function askExactly(
  account: AccountKey,
  amount: number,
  known: Availability | undefined,
  holds: (value: number) => boolean,
): CounterAnswer {
  if (known?.authority !== 'server' || known.used === undefined) return unknown(account, true);
  const value = known.used + amount;
  return {passed: holds(value), value, refusal: null};
}

function reached(
  account: AccountKey,
  limit: number,
  used: number | null,
  value: number | null,
): CounterAnswer {
  return {
    passed: false,
    value,
    refusal: {code: 'budget_reached', account, limit: Math.max(0, limit), used},
  };
}

function unknown(account: AccountKey, onlineOnly: boolean): CounterAnswer {
  return {passed: false, value: null, refusal: {code: 'counter_unknown', account, onlineOnly}};
}
