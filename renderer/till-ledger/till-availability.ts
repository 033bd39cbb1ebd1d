/**
 * What a till may count on for a decision: its own leases, a manager's word for this order, and, without a connection,
 * what the campaign trusts it with. What it has no lease on is 0 here, whatever the server may still have.
 */
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type AccountKey, isCounter, trustAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import type {Availability} from '../../shared/ledger/draw.ts';
import {type Lease, spendable} from '../../shared/ledger/lease.ts';
import type {Override} from '../../shared/protocol/override.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import type {LedgerRows} from './ledger-store.ts';

/** The codes of the order with their campaigns, whose policies say what is trusted. */
export interface TrustedOffers {
  readonly vouchers: readonly Voucher[];
  readonly campaigns: readonly Campaign[];
}

export interface Counted {
  /** Null while the server can be asked: then nothing is handed out on trust. */
  readonly offline?: TrustedOffers | null;
  readonly overrides?: readonly Override[];
}

export function tillAvailability(
  {lease}: Pick<LedgerRows, 'lease'>,
  nowMs: EpochMs,
  {offline = null, overrides = []}: Counted = {},
): (accounts: readonly AccountKey[]) => Promise<Availability[]> {
  return async accounts => {
    const asked = [...new Set(accounts)];
    if (asked.length === 0) return [];
    const trusts = offline === null ? new Map<AccountKey, Trust>() : trustsOf(offline);
    const pots = [...trusts.values()].map(({pot}) => pot);
    const leases = await lease.having('account', [...new Set([...asked, ...pots])]);
    const heldOf = (account: AccountKey) => leases.filter(one => one.account === account);
    return asked.flatMap((account): Availability[] => {
      const held = heldOf(account);
      const approved = overrides.filter(one => one.account === account);
      // What a rule counts is not “none left here”: without a lease on it, nobody here can say.
      if (held.length === 0 && approved.length === 0 && isCounter(account)) return [];
      const available = account.startsWith('x:') ? largest(held, nowMs) : total(held, nowMs);
      const granted = approved.reduce((sum, one) => sum + one.amount, available);
      const count = approved.length > 0 ? {} : countOf(held, nowMs);
      if (granted > 0) return [{account, available: granted, authority: 'lease', ...count}];
      const trust = trusts.get(account);
      const leftMinor = trust === undefined ? 0 : largest(heldOf(trust.pot), nowMs);
      if (trust === undefined || leftMinor === 0) return [{account, available: 0, authority: 'lease'}];
      const trustMinor = Math.min(trust.perRedemptionMinor, leftMinor);
      return [{account, available: 1, authority: 'trust', trustMinor}];
    });
  };
}

interface Trust {
  readonly pot: AccountKey;
  readonly perRedemptionMinor: number;
}

/** Uses of codes whose campaign trusts its tills. Credits and points are never trusted. */
function trustsOf({vouchers, campaigns}: TrustedOffers): Map<AccountKey, Trust> {
  const trusts = new Map<AccountKey, Trust>();
  for (const {id, campaignId, usesLimit, benefit} of vouchers) {
    const policy = campaigns.find(one => one.id === campaignId)?.offlinePolicy;
    if (policy?.kind !== 'trust_up_to' || usesLimit === null || campaignId === null) continue;
    if (benefit.type === 'GIFT_VOUCHER' || benefit.type === 'LOYALTY_CARD') continue;
    const {perRedemptionMinor} = policy;
    trusts.set(usesAccount(id), {pot: trustAccount(campaignId), perRedemptionMinor});
  }
  return trusts;
}

/** What was counted in all by the leases that are spent from here, of a counter (L40). */
function countOf(leases: readonly Lease[], nowMs: EpochMs): Pick<Availability, 'countedTo'> {
  const counts = leases.flatMap(one => (spendable(one, nowMs) > 0 ? (one.countedTo ?? []) : []));
  return counts.length === 0 ? {} : {countedTo: Math.max(...counts)};
}

function total(leases: readonly Lease[], nowMs: EpochMs): number {
  return leases.reduce((sum, lease) => sum + spendable(lease, nowMs), 0);
}

/** What is handed out without a lease names one lease that pays for it, so two small ones are not one large. */
function largest(leases: readonly Lease[], nowMs: EpochMs): number {
  return leases.reduce((most, lease) => Math.max(most, spendable(lease, nowMs)), 0);
}
