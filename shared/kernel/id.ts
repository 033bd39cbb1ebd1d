/**
 * Ids are a kind prefix and a body made by whoever creates the thing, so that a retry carries the same id.
 * The body is a UUIDv7 without dashes (RFC 9562 §5.7): sortable by creation, unique without a server.
 */
import {z} from 'zod';
import {assert} from './assert.ts';
import type {EpochMs} from './epoch.ts';
import type {Random} from './random.ts';

export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type CampaignId = Id<'camp'>;
export type VoucherId = Id<'v'>;
export type PromotionTierId = Id<'promo'>;
export type ValidationRuleId = Id<'val'>;
export type PromotionStackId = Id<'stack'>;
export type RewardId = Id<'rew'>;
export type EarningRuleId = Id<'ern'>;
export type LoyaltyTierId = Id<'ltr'>;
export type CategoryId = Id<'cat'>;
export type ProductId = Id<'prod'>;
export type SkuId = Id<'sku'>;
export type CollectionId = Id<'pc'>;
export type CustomerId = Id<'cust'>;
export type SegmentId = Id<'seg'>;
export type OrderId = Id<'ord'>;
export type RedemptionId = Id<'r'>;
export type RollbackId = Id<'rr'>;
export type HoldId = Id<'hold'>;
export type StoreId = Id<'store'>;
export type DeviceId = Id<'till'>;
export type StaffId = Id<'staff'>;
export type LeaseId = Id<'lease'>;
export type OperationId = Id<'op'>;
export type SaleId = Id<'sale'>;
export type VoidId = Id<'void'>;
export type OverrideId = Id<'ovr'>;
export type EditId = Id<'edit'>;
export type NoticeId = Id<'notice'>;
export type ProjectId = Id<'proj'>;

/** Schema of an id with this prefix, 1–120 characters after the underscore, which any database can hold. */
export function idSchema<P extends string>(prefix: P) {
  return z.custom<Id<P>>(
    value =>
      typeof value === 'string' &&
      value.startsWith(`${prefix}_`) &&
      value.length > prefix.length + 1 &&
      value.length <= prefix.length + 121 &&
      isStorable(value),
    {error: `should be an id like ${prefix}_…`},
  );
}

/** No NUL and no half of a character. In Unicode mode only a surrogate without its other half is one. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** A UUIDv7 (RFC 9562 §5.7) from a given instant and ten random bytes. */
export function uuidV7(nowMs: EpochMs, random: Random): string {
  const hex = uuidV7Hex(nowMs, random);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A new id of the given kind: `makeId('ord', now, random)` → `ord_0199…`. */
export function makeId<P extends string>(prefix: P, nowMs: EpochMs, random: Random): Id<P> {
  return `${prefix}_${uuidV7Hex(nowMs, random)}`;
}

function uuidV7Hex(nowMs: EpochMs, random: Random): string {
  assert(nowMs >= 0, `no UUIDv7 before 1970: ${nowMs}`);
  const noise = random.bytes(10);
  assert(noise.length === 10, 'uuidV7: ten random bytes needed');
  const time = nowMs.toString(16).padStart(12, '0');
  const body = Array.from(noise, byte => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (Number.parseInt(body.slice(4, 5), 16) & 3)).toString(16);
  return `${time}7${body.slice(0, 3)}${variant}${body.slice(5, 20)}`;
}
