/**
 * Whether there is anything left of a limited voucher, by the word of whoever was asked: the server knows that all
 * is gone, a till only that its own lease holds nothing. What nobody answered for is treated as a till's empty lease.
 */
import {type AccountKey, balanceAccount, usesAccount} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {minor} from '../money/minor.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Voucher} from './voucher.ts';

export type Availabilities = ReadonlyMap<AccountKey, Availability>;

/** One use is needed of a voucher with a uses limit, and some credit of a gift card. */
export function limitRefusal(voucher: Voucher, availabilities: Availabilities): Refusal | null {
  return usesRefusal(voucher, availabilities) ?? creditRefusal(voucher, availabilities);
}

/** Gift credits that may be used, in minor units. */
export function availableCredits(voucher: Voucher, availabilities: Availabilities) {
  return minor(Math.max(0, availabilities.get(balanceAccount(voucher.id))?.available ?? 0));
}

function usesRefusal({id, usesLimit}: Voucher, availabilities: Availabilities): Refusal | null {
  if (usesLimit === null) return null;
  const uses = availabilities.get(usesAccount(id));
  if (uses !== undefined && uses.available >= 1) return null;
  return uses?.authority === 'server' ? {code: 'limit_reached', limit: usesLimit} : {code: 'lease_empty'};
}

function creditRefusal(voucher: Voucher, availabilities: Availabilities): Refusal | null {
  if (voucher.benefit.type !== 'GIFT_VOUCHER' || availableCredits(voucher, availabilities) > 0) return null;
  const balance = availabilities.get(balanceAccount(voucher.id));
  return balance?.authority === 'server' ? {code: 'card_empty'} : {code: 'lease_empty'};
}
