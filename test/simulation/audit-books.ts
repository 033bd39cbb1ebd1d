/**
 * What is true of the server's books after every commit, whoever did what (docs/sync.md; numbers as there):
 * conservation of every account, I1, and reversals that never exceed what they take back.
 */
import type {Account} from '../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import {exposed, reserved} from '../../shared/ledger/server-lease.ts';
import type {ServerBooks} from './server-books.ts';

/** `wasChanged`: whether a manager changed the account's limit; a raise frees units beside what is over. */
export function auditBooks(books: ServerBooks, wasChanged: (account: AccountKey) => boolean): string[] {
  const leased = new Map<string, number>();
  const exposure = new Map<string, number>();
  const consumed = new Map<string, number>();
  for (const lease of books.leases()) {
    leased.set(lease.account, (leased.get(lease.account) ?? 0) + reserved(lease));
    exposure.set(lease.account, (exposure.get(lease.account) ?? 0) + exposed(lease));
    // Of trust and overrides what did not materialise went back to the free part, without a line.
    if (!lease.account.startsWith('x:')) consumed.set(lease.id, lease.consumed - lease.refunded);
  }
  const posted = new Map<string, number>();
  const onLease = new Map<string, number>();
  const takenBack = new Map<number, number>();
  for (const {account, amount, leaseId, reverses} of books.lines()) {
    posted.set(account, (posted.get(account) ?? 0) + amount);
    if (leaseId !== null) onLease.set(leaseId, (onLease.get(leaseId) ?? 0) + amount);
    if (reverses !== null) takenBack.set(reverses, (takenBack.get(reverses) ?? 0) - amount);
  }
  return [
    ...accountFaults(books, leased, posted, exposure),
    ...[...books.accounts()].flatMap(account => (wasChanged(account.key) ? [] : needlessOver(account))),
    ...[...consumed].flatMap(([id, used]) =>
      used === (onLease.get(id) ?? 0)
        ? []
        : `I6 ${id} counts ${used}, its entries say ${onLease.get(id) ?? 0}`,
    ),
    ...reversalFaults(books, takenBack),
  ];
}

function accountFaults(
  books: ServerBooks,
  leased: ReadonlyMap<string, number>,
  posted: ReadonlyMap<string, number>,
  exposure: ReadonlyMap<string, number>,
): string[] {
  const faults: string[] = [];
  for (const {key, limit, committed, held, over, exposure: atRisk = 0} of books.accounts()) {
    if (committed - over > limit && !isCounter(key))
      faults.push(`I1 ${key}: ${committed} − ${over} > ${limit}`);
    if (Math.min(limit, committed, held, over) < 0) faults.push(`I1 ${key}: a negative count`);
    const parts = held + (leased.get(key) ?? 0) + (posted.get(key) ?? 0);
    if (parts !== committed)
      faults.push(`conservation ${key}: committed ${committed}, its parts are ${parts}`);
    if (atRisk !== (exposure.get(key) ?? 0))
      faults.push(`exposure ${key}: ${atRisk} noted, ${exposure.get(key) ?? 0} in its leases`);
  }
  return faults;
}

/** Beyond the limit only while nothing is free: what comes back heals it first. */
function needlessOver({key, limit, committed, over}: Account): string[] {
  const left = limit - committed + over;
  return over > 0 && left > 0 && !isCounter(key) ? [`${key}: ${over} over although ${left} are free`] : [];
}

function reversalFaults(books: ServerBooks, takenBack: ReadonlyMap<number, number>): string[] {
  const faults: string[] = [];
  for (const {entryId, account, amount, reversed} of books.lines()) {
    const back = takenBack.get(entryId) ?? 0;
    if (amount > 0 && (back > amount || back !== reversed))
      faults.push(`reversals of entry ${entryId} on ${account}: ${back} of ${amount}, noted ${reversed}`);
  }
  return faults;
}
