/**
 * Units handed out on trust or on a manager's word, when the server hears of them (L29). The till paid for them with money
 * of a bounded account, leased to it. They are drawn if they are free, and the money goes back; where not, they are over, the
 * money stays spent, and a person is told.
 */
import type {StoreId} from '../../shared/kernel/id.ts';
import {type AccountKey, isCounter, overrideAccount, trustAccount} from '../../shared/ledger/account-key.ts';
import {settleSpend} from '../../shared/ledger/server-lease.ts';
import {settleTrust} from '../../shared/ledger/settle-trust.ts';
import type {SyncTx} from '../store/sync-store.ts';
import type {Authorised} from './allocate-spends.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';
import type {OpenBooks} from './open-books.ts';

export async function settleUncovered(
  tx: SyncTx,
  books: OpenBooks,
  lines: readonly Authorised[],
  storeId: StoreId,
  till: Lane,
): Promise<readonly Finding[]> {
  if (lines.length === 0) return [];
  const scopes = await tx.leaseScopes(lines.map(line => line.account));
  return lines.flatMap(line => {
    if (!books.has(line.account)) {
      const detail = `${line.amount} was drawn from ${line.account}, which does not exist`;
      return [{kind: 'conflict', class: 'C6', detail, account: line.account, amount: line.amount}];
    }
    const campaign = scopes.get(line.account)?.campaign ?? null;
    const bounding =
      line.by === 'override'
        ? overrideAccount(storeId)
        : campaign === null
          ? null
          : trustAccount(campaign.id);
    return settleLine(books, line, bounding, till);
  });
}

/** `bounding`: the account that may pay for it; null where there is none. */
function settleLine(
  books: OpenBooks,
  line: Authorised,
  bounding: AccountKey | null,
  till: Lane,
): readonly Finding[] {
  const {account, amount, amountMinor, redemptionId, by} = line;
  const lease = books.leases.get(line.leaseId);
  books.post({account, amount, redemptionId, leaseId: null, grantedBy: by});
  if (lease === undefined || lease.account !== bounding) {
    const over = books.postOver(account, amount);
    const why = till.forked
      ? 'by a second machine'
      : `without a lease on ${bounding ?? 'anything that bounds it'}`;
    const detail = `${amount} of ${account} was handed out on ${by} ${why}`;
    if (till.forked && over === 0) return [];
    return [
      {kind: 'conflict', class: till.forked ? 'C1' : 'C6', detail, account, amount, moneyMinor: amountMinor},
    ];
  }
  const paid = settleSpend(lease, books.account(lease.account), amountMinor);
  books.putLease({...lease, ...paid.lease});
  books.putAccount(paid.account);
  const findings: Finding[] = [];
  if (paid.excess > 0) {
    books.postOver(lease.account, paid.excess);
    const detail = `${paid.excess} of ${lease.account} was spent beyond what the till had of it (minor units)`;
    findings.push({
      kind: 'conflict',
      class: 'C2',
      detail,
      account: lease.account,
      amount: paid.excess,
      moneyMinor: paid.excess,
    });
  }
  const settled = settleTrust(books.account(account), books.account(lease.account), {amount, amountMinor});
  books.putAccount(settled.account);
  books.putAccount(settled.authority);
  const spentMinor = amountMinor - settled.backMinor;
  if (spentMinor > 0) {
    books.post({account: lease.account, amount: spentMinor, redemptionId, leaseId: lease.id, grantedBy: by});
  }
  if (settled.over > 0) {
    const detail = `${settled.over} of ${account} was handed out on ${by}, and nothing was left of it`;
    const conflictClass = isCounter(account) ? 'C2' : 'C1';
    findings.push({
      kind: 'conflict',
      class: conflictClass,
      detail,
      account,
      amount: settled.over,
      moneyMinor: spentMinor,
    });
  }
  return findings;
}
