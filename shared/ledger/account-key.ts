import {z} from 'zod';
import type {VoucherId} from '../kernel/id.ts';

/**
 * The name of a limited thing: `v:<voucher>:uses` counts redemptions, `g:<voucher>:balance` gift credits in
 * minor units. One name for one account on every machine.
 */
export type AccountKey = `v:${VoucherId}:uses` | `g:${VoucherId}:balance`;

export const accountKeySchema = z.custom<AccountKey>(
  value => typeof value === 'string' && /^(v:v_[^:]{1,120}:uses|g:v_[^:]{1,120}:balance)$/.test(value),
  {error: 'should be an account like v:v_…:uses or g:v_…:balance'},
);

export function usesAccount(voucherId: VoucherId): AccountKey {
  return `v:${voucherId}:uses`;
}

export function balanceAccount(voucherId: VoucherId): AccountKey {
  return `g:${voucherId}:balance`;
}

/** The voucher an account belongs to. */
export function accountVoucher(key: AccountKey): VoucherId {
  return key.slice(2, key.lastIndexOf(':')) as VoucherId;
}
