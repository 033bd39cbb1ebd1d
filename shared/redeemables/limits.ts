/**
 * Whether there is anything left of a limited voucher, by the word of whoever was asked: the server knows that all
 * is gone, a till only that its own lease holds nothing. What nobody answered for is treated as a till's empty lease.
 */
import {
  type AccountKey,
  balanceAccount,
  pointsAccount,
  trustAccount,
  usesAccount,
} from '../ledger/account-key.ts';
import type {Availability} from '../ledger/draw.ts';
import {type Minor, minor} from '../money/minor.ts';
import type {Refusal} from '../reasons/refusal.ts';
import type {Voucher} from './voucher.ts';

/** What is known of an account; undefined: nobody answered. */
export type LookUpAccount = (account: AccountKey) => Availability | undefined;

/** One use is needed of a voucher with a uses limit, and some credit of a gift card. */
export function limitRefusal(voucher: Voucher, lookUp: LookUpAccount): Refusal | null {
  return usesRefusal(voucher, lookUp) ?? creditRefusal(voucher, lookUp);
}

/** Gift credits that may be used, in minor units. */
export function availableCredits({id}: Voucher, lookUp: LookUpAccount): Minor {
  return minor(held(lookUp(balanceAccount(id))));
}

/** Loyalty points that may be spent. */
export function availablePoints({id}: Voucher, lookUp: LookUpAccount): number {
  return held(lookUp(pointsAccount(id)));
}

/** Why `needed` points of a loyalty card cannot be spent: at least one is always needed. */
export function pointsRefusal(voucher: Voucher, needed: number, lookUp: LookUpAccount): Refusal | null {
  const available = availablePoints(voucher, lookUp);
  if (available >= Math.max(1, needed)) return null;
  const isKnown = available > 0 || lookUp(pointsAccount(voucher.id))?.authority === 'server';
  if (!isKnown) return {code: 'lease_empty'};
  return {code: 'points_exceeded', requestedPoints: needed, availablePoints: available};
}

/**
 * Why a use that only trust covers is not given away: it would take off more than the campaign trusts this till with,
 * for one redemption or in all. Null where the server or a lease covers it.
 */
export function trustRefusal(voucher: Voucher, discountMinor: Minor, lookUp: LookUpAccount): Refusal | null {
  const uses = voucher.usesLimit === null ? undefined : lookUp(usesAccount(voucher.id));
  if (uses?.authority !== 'trust') return null;
  const pot = voucher.campaignId === null ? undefined : lookUp(trustAccount(voucher.campaignId));
  const boundMinor = minor(Math.min(uses.trustMinor ?? 0, pot?.available ?? uses.trustMinor ?? 0));
  return discountMinor > boundMinor ? {code: 'trust_exceeded', boundMinor} : null;
}

/** Credits and points are a customer's own money: nobody spends them on trust (V7). */
function held(known: Availability | undefined): number {
  return known === undefined || known.authority === 'trust' ? 0 : Math.max(0, known.available);
}

function usesRefusal({id, usesLimit}: Voucher, lookUp: LookUpAccount): Refusal | null {
  if (usesLimit === null) return null;
  const uses = lookUp(usesAccount(id));
  if (uses !== undefined && uses.available >= 1) return null;
  return uses?.authority === 'server' ? {code: 'limit_reached', limit: usesLimit} : {code: 'lease_empty'};
}

function creditRefusal(voucher: Voucher, lookUp: LookUpAccount): Refusal | null {
  if (voucher.benefit.type !== 'GIFT_VOUCHER' || availableCredits(voucher, lookUp) > 0) return null;
  const balance = lookUp(balanceAccount(voucher.id));
  return balance?.authority === 'server' ? {code: 'card_empty'} : {code: 'lease_empty'};
}
