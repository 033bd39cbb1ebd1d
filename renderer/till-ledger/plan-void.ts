/**
 * Which units of a sale go back, and where: first what the sale took from leases that still live here, in the order in
 * which it took them, then the rest to the free part of the account.
 */
import {assert} from '../../shared/kernel/assert.ts';
import type {LeaseId, RedemptionId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Void} from '../../shared/protocol/void.ts';

export type Reversal = Void['reversals'][number];
/** A part of what one redemption drew from one account. */
export type Part = Omit<Reversal, 'leaseId'>;

/**
 * Everything the sale drew and nobody took back yet, per redemption and account: not this till, and as far as it knows no
 * rollback elsewhere. Those two may overlap.
 */
export function leftOf(sale: Sale, reversed: readonly Reversal[], rolledBack: readonly Part[] = []): Part[] {
  return drawnOf(sale).flatMap(({redemptionId, account, amount}) => {
    const back = reversed.filter(one => one.redemptionId === redemptionId && one.account === account);
    const here = amount - sumOf(back);
    assert(here >= 0, `${sale.id}: more of ${account} was taken back than was drawn`);
    const elsewhere = rolledBack.filter(one => one.redemptionId === redemptionId && one.account === account);
    const left = here - sumOf(elsewhere);
    return left <= 0 ? [] : [{redemptionId, account, amount: left}];
  });
}

/** Once per redemption and account. */
export function drawnOf({redemptions, decision}: Sale): Part[] {
  return redemptions.flatMap(({id, verdict: place}) => {
    const verdict = decision.verdicts[place];
    if (verdict?.status !== 'applied') return [];
    const byAccount = new Map<AccountKey, number>();
    for (const {account, amount} of verdict.draws) {
      byAccount.set(account, (byAccount.get(account) ?? 0) + amount);
    }
    return [...byAccount].map(([account, amount]) => ({redemptionId: id, account, amount}));
  });
}

/** `parts` must be within what is left. `isLive` tells leases that what goes back may be spent from again. */
export function planVoid(
  sale: Sale,
  reversed: readonly Reversal[],
  parts: readonly Part[],
  isLive: (leaseId: LeaseId) => boolean,
): Reversal[] {
  const planned: Reversal[] = [];
  for (const {redemptionId, account, amount} of parts) {
    let wanted = amount;
    for (const [leaseId, spent] of spentOf(sale, account)) {
      if (wanted === 0 || !isLive(leaseId)) continue;
      const back = [...reversed, ...planned].filter(
        one => one.account === account && one.leaseId === leaseId,
      );
      const part = Math.min(wanted, spent - sumOf(back));
      if (part <= 0) continue;
      planned.push({redemptionId, account, amount: part, leaseId});
      wanted -= part;
    }
    if (wanted > 0) planned.push({redemptionId, account, amount: wanted, leaseId: null});
  }
  return planned;
}

/** What a sale spent of each lease on an account. */
function spentOf({spends}: Sale, account: AccountKey): Map<LeaseId, number> {
  const spent = new Map<LeaseId, number>();
  for (const spend of spends) {
    if (spend.account !== account) continue;
    spent.set(spend.leaseId, (spent.get(spend.leaseId) ?? 0) + spend.amount);
  }
  return spent;
}

function sumOf(reversals: readonly {readonly amount: number}[]): number {
  return reversals.reduce((sum, one) => sum + one.amount, 0);
}

/** Null when the parts are in the sale and no more than is left; otherwise the first that is not. */
export function partTooLarge(
  left: readonly Part[],
  parts: readonly Part[],
): {readonly redemptionId: RedemptionId; readonly account: AccountKey; readonly left: number} | null {
  const open = left.map(one => ({...one}));
  for (const {redemptionId, account, amount} of parts) {
    const found = open.find(one => one.redemptionId === redemptionId && one.account === account);
    const isWhole = Number.isSafeInteger(amount) && amount > 0;
    if (found === undefined || !isWhole || found.amount < amount) {
      return {redemptionId, account, left: found?.amount ?? 0};
    }
    found.amount -= amount;
  }
  return null;
}
