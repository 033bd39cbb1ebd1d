import {z} from 'zod';
import {contentHash} from '../kernel/content-hash.ts';
import {
  type CampaignId,
  type CollectionId,
  type CustomerId,
  isStorable,
  type OrderId,
  type ProductId,
  type PromotionTierId,
  type RedemptionId,
  type SkuId,
  type StoreId,
  type VoucherId,
} from '../kernel/id.ts';

/**
 * The name of a limited thing, one name for one account on every machine:
 *
 * - `v:<voucher>:uses` redemptions of a code, `g:<voucher>:balance` gift credits in minor units,
 *   `p:<voucher>:points` points of a loyalty card;
 * - `q:<scope>:<measure>[:<item>][:cust_…][:<period>]` what a rule limits: redemptions, order amount, discount, gift
 *   credits or points of a campaign, tier or voucher, all in all, per customer, per calendar period
 *   (`d2026-11-20`, `w2026-11-16`, `m2026-11`: the first day of it in the project's zone);
 * - `q:pub_<hash>:joined` that a publication's source id was used, in the whole project;
 * - `x:<campaign>:trust` minor units that a campaign's tills may hand out without a lease (trust), and
 *   `x:<store>:override` what the managers of a store may approve beyond the leases of its tills;
 * - `u:<order>:<line>` units of a sold line that may still be given back (`u:<redemption>:<line>` likewise).
 */
export type AccountKey =
  | `v:${VoucherId}:uses`
  | `g:${VoucherId}:balance`
  | `p:${VoucherId}:points`
  | `q:${string}`
  | `x:${CampaignId}:trust`
  | `x:${StoreId}:override`
  | `u:${OrderId | RedemptionId}:${number}`;

const pattern =
  /^(v:v_[^:]{1,120}:uses|g:v_[^:]{1,120}:balance|p:v_[^:]{1,120}:points|q:[a-z]+_[^:]{1,120}:[a-z_]{1,40}(:[^:]{1,130}){0,3}|x:camp_[^:]{1,120}:trust|x:store_[^:]{1,120}:override|u:(ord|r)_[^:]{1,120}:\d{1,3})$/;

/** As in `pattern`. */
const longestPart = 130;

export const accountKeySchema = z.custom<AccountKey>(
  value => typeof value === 'string' && pattern.test(value) && isStorable(value),
  {error: 'should be an account like v:v_…:uses or g:v_…:balance'},
);

export function usesAccount(voucherId: VoucherId): AccountKey {
  return `v:${voucherId}:uses`;
}

export function balanceAccount(voucherId: VoucherId): AccountKey {
  return `g:${voucherId}:balance`;
}

export function pointsAccount(voucherId: VoucherId): AccountKey {
  return `p:${voucherId}:points`;
}

/** The money a campaign lets its tills hand out without a lease. Tills lease parts of it, so it bounds them all. */
export function trustAccount(campaignId: CampaignId): AccountKey {
  return `x:${campaignId}:trust`;
}

/** The money managers of a store may approve beyond what its tills hold. Tills lease parts of it. */
export function overrideAccount(storeId: StoreId): AccountKey {
  return `x:${storeId}:override`;
}

/** Units of a sold line that may still be given back; lines are numbered from 0. */
export function soldUnitsAccount(orderId: OrderId, line: number): AccountKey {
  return `u:${orderId}:${line}`;
}

/** Drawn once by whoever publishes under this source id. */
export function sourceIdAccount(sourceId: string): AccountKey {
  return `q:pub_${contentHash(sourceId)}:joined`;
}

/** What a counter counts: redemptions as pieces, units as pieces, money in minor units, points as points. */
export type Measure =
  | 'redemptions'
  | 'customers'
  | 'order_amount'
  | 'discount_amount'
  | 'gift_amount'
  | 'points'
  | 'units'
  | 'entries'
  | 'joined';

/** A calendar period by its first local day: `d2026-11-20`, `w2026-11-16`, `m2026-11`. */
export type PeriodKey = `d${string}` | `w${string}` | `m${string}`;

/** The account of one counter. Parts that do not apply are absent. */
export function counterAccount(
  scope: CampaignId | PromotionTierId | VoucherId,
  measure: Measure,
  of: {
    readonly item?: ProductId | SkuId | CollectionId | string | undefined;
    readonly customerId?: CustomerId | undefined;
    readonly period?: PeriodKey | undefined;
    /** Other than a customer: an API key, a user. */
    readonly actor?: string | undefined;
  } = {},
): AccountKey {
  const parts = [of.item, of.customerId, of.actor, of.period].filter(part => part !== undefined);
  return `q:${scope}:${measure}${parts.map(part => `:${partOf(part)}`).join('')}`;
}

/** A shop's own number may hold a colon, be long, or be none at all: different ones stay different parts of a key. */
function partOf(text: string): string {
  const part = text.replaceAll('%', '%25').replaceAll(':', '%3A');
  if (part === '') return '%';
  return part.length <= longestPart ? part : `${part.slice(0, 60)}%${contentHash(text)}`;
}

/** Whether it counts for a rule: the rule brings the limit, and the account has none of its own. */
export function isCounter(key: AccountKey): boolean {
  return key.startsWith('q:');
}

/** Whether its units are a customer's own: gift credits or loyalty points. */
export function isMoney(key: AccountKey): boolean {
  return key.startsWith('g:') || key.startsWith('p:');
}

/** Whether it bounds what is handed out without a lease, in minor units: trust, or managers' overrides. */
export function isAuthority(key: AccountKey): boolean {
  return key.startsWith('x:');
}

/** The voucher whose uses an account counts; null for any other account. */
export function usesOf(key: AccountKey): VoucherId | null {
  return key.startsWith('v:') ? accountVoucher(key) : null;
}

/** Whose an account is, or whom a counter counts: voucher, campaign, tier, store or order; null where it is nobody's. */
export function accountOwner(key: AccountKey): string | null {
  return /^[vgpqxu]:((?:v|camp|promo|store|ord|r)_[^:]+):/.exec(key)?.[1] ?? null;
}

/** The voucher that a uses, balance or points account belongs to; null for any other account. */
export function accountVoucher(key: AccountKey): VoucherId | null {
  const owner = /^[vgp]:(v_[^:]+):/.exec(key)?.[1];
  return owner === undefined ? null : (owner as VoucherId);
}
