/**
 * What this till holds of one limited thing, in words: which code, card, campaign or limit, and how much. Codes are masked.
 * Gift credits, trust and what managers may approve are money; all else is uses or points.
 */

import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type AccountKey, accountOwner, accountVoucher} from '../../shared/ledger/account-key.ts';
import {type Lease, remaining, spendable} from '../../shared/ledger/lease.ts';
import type {Currency} from '../../shared/money/currency.ts';
import {formatMoney} from '../design/format-money.ts';
import {maskCode} from '../wording/mask-code.ts';

/** Codes of vouchers and names of campaigns by id, as far as the till knows them. */
export type OwnerNames = ReadonlyMap<string, string>;

/** @returns the masked code, or whose money or limit it is. */
export function heldName(account: AccountKey, names: OwnerNames): string {
  const owner = accountOwner(account) ?? '';
  if (account.endsWith(':override')) return 'Managers may approve';
  const name = names.get(owner);
  if (account.startsWith('x:')) return name === undefined ? 'On trust' : `On trust: ${name}`;
  if (accountVoucher(account) !== null) return maskCode(name ?? '');
  return `Limit of ${owner.startsWith('v_') ? maskCode(name ?? '') : (name ?? 'an offer')}`;
}

export function heldAmount(lease: Lease, nowMs: EpochMs, currency: Currency): string {
  const amount = amountText(lease.account, remaining(lease), currency);
  if (lease.recalled) return `${amount}, asked back`;
  return spendable(lease, nowMs) === 0 ? `${amount}, run out` : amount;
}

function amountText(account: AccountKey, left: number, currency: Currency): string {
  if (/^[gx]:|^q:[^:]+:[a-z]+_amount/.test(account)) return formatMoney(left, currency);
  const unit = /^p:|^q:[^:]+:points/.test(account) ? 'point' : 'use';
  return `${left} ${unit}${left === 1 ? '' : 's'}`;
}
