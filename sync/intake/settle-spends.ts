/**
 * What a sale drew, settled against the till's leases. A unit moves from leased to posted inside the lease row and
 * the shared account is not touched; the server's remainder is never smaller than the till's, so an honest spend is
 * never short (sync.md I5). What no lease covers was handed out all the same:
 *
 * - on a lease that was written off: drawn afresh, and no longer exposed (C3);
 * - on trust or a manager's word: paid with money of a bounded account, and drawn afresh (settle-uncovered.ts);
 * - without any right: posted over the limit, in sight (C1; C2 beyond a rule's limit).
 *
 * What the till's rules only counted needs no lease; it is counted here.
 */
import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId, StoreId} from '../../shared/kernel/id.ts';
import {isCounter} from '../../shared/ledger/account-key.ts';
import {consume} from '../../shared/ledger/lease.ts';
import {exposed, settleSpend, touchesAccount} from '../../shared/ledger/server-lease.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {SyncTx} from '../store/sync-store.ts';
import {allocateSpends, type Covered, type Uncovered} from './allocate-spends.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';
import {lockBooks, type OpenBooks} from './open-books.ts';
import {settleUncovered} from './settle-uncovered.ts';

export async function settleSpends(
  tx: SyncTx,
  till: Lane,
  sale: Sale,
  storeId: StoreId,
): Promise<readonly Finding[]> {
  const named = [...sale.spends, ...(sale.uncovered ?? [])].map(spend => spend.leaseId);
  const leases = till.forked ? new Map() : await tx.lockLeasesById(till.deviceId, named);
  const {covered, authorised, bare, unused} = allocateSpends(sale, leases);
  const books = await lockBooks(tx, leases, [...authorised, ...bare], covered);
  const findings: Finding[] = till.forked ? [] : strangeLeases(sale, leases);
  for (const one of covered) findings.push(...settleCovered(books, one));
  findings.push(...(await settleUncovered(tx, books, authorised, storeId, till)));
  findings.push(...settleBare(books, bare, till));
  for (const {account, amount} of unused) {
    const detail = `${amount} of ${account} was spent beyond what the decision drew`;
    findings.push({kind: 'conflict', class: 'C6', detail, account, amount});
  }
  await books.write(tx);
  return findings;
}

/** Leases that are not the till's, or not on the account they were spent for. */
function strangeLeases(sale: Sale, leases: ReadonlyMap<LeaseId, {readonly account: string}>): Finding[] {
  return sale.spends.flatMap(({leaseId, account, amount}): Finding[] => {
    const lease = leases.get(leaseId);
    if (lease?.account === account) return [];
    const what = lease === undefined ? 'is not a lease of this till' : `is a lease on ${lease.account}`;
    const detail = `${amount} of ${account} was spent from ${leaseId}, which ${what}`;
    return [{kind: 'conflict', class: 'C6', detail, account, amount}];
  });
}

function settleCovered(books: OpenBooks, {leaseId, account, amount, redemptionId}: Covered): Finding[] {
  const lease = present(books.leases.get(leaseId), `lease ${leaseId}`);
  books.post({account, amount, redemptionId, leaseId});
  if (!touchesAccount(lease)) {
    books.putLease({...lease, consumed: consume(lease, amount).lease.consumed});
    return [];
  }
  const settled = settleSpend(lease, books.account(account), amount);
  books.putLease({...lease, ...settled.lease});
  books.putAccount(settled.account);
  const materialised = exposed(lease) - exposed(settled.lease);
  if (materialised === 0) return [];
  const detail = `${materialised} of ${account} was spent on a lease that had been written off`;
  return [{kind: 'conflict', class: 'C3', detail, account, amount: materialised}];
}

/** Units nobody had a right to. An unknown account has no book to post in. */
function settleBare(books: OpenBooks, bare: readonly Uncovered[], {forked}: Lane): Finding[] {
  return bare.flatMap(({account, amount, redemptionId, limit}): Finding[] => {
    if (!books.has(account)) {
      const detail = `${amount} was drawn from ${account}, which does not exist`;
      return [{kind: 'conflict', class: 'C6', detail, account, amount}];
    }
    const over = books.postOver(account, amount);
    books.post({account, amount, redemptionId, leaseId: null});
    // A counter that nothing bounds only counts; a second machine's sale is told of by its own conflict.
    if ((isCounter(account) && limit === undefined) || (forked && over === 0)) return [];
    const isBeyond = limit !== undefined && books.account(account).committed > limit;
    const detail = `${amount} of ${account} was spent without a lease that covers it`;
    return [{kind: 'conflict', class: isBeyond ? 'C2' : 'C1', detail, account, amount}];
  });
}
