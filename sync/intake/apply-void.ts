/**
 * A void takes back what a sale drew, in whole or in part. What was spent on a lease of this till goes back on it and may be
 * spent again there; everything else goes to the free part of its account, where it first heals what was over. The book
 * never takes back more than was drawn: what the till claims beyond that is a conflict (C6).
 *
 * What a rollback over REST took back before the till knew awaits this void (open-notices.ts): it goes back on the lease, once.
 *
 * Where the till put an excess on its own lease it holds those units all the same. They are drawn for it afresh, so that
 * the server's remainder of a lease is never smaller than the till's (L4).
 *
 * When nothing is left of a sale's draws, its redemptions are rolled back and its order is cancelled.
 */
import {present} from '../../shared/kernel/assert.ts';
import {makeId} from '../../shared/kernel/id.ts';
import {isAuthority} from '../../shared/ledger/account-key.ts';
import {settleLateRefund, settleRefund} from '../../shared/ledger/server-lease.ts';
import type {Void} from '../../shared/protocol/void.ts';
import type {BookedSale, PostedEntry} from '../store/sale-book.ts';
import type {Finding} from './finding.ts';
import type {Lane} from './lane.ts';
import {OpenBooks} from './open-books.ts';
import {OpenNotices, settleSeen, settleVoided} from './open-notices.ts';
import {ReversibleEntries} from './reversible-entries.ts';
import type {Taking} from './taking.ts';

type Line = Void['reversals'][number];

export async function applyVoid(taking: Taking, till: Lane, given: Void): Promise<readonly Finding[]> {
  const {tx} = taking;
  const sale = present(await tx.lockSale(given.orderId), `order ${given.orderId}`);
  if (sale.deviceId !== till.deviceId) {
    const detail = `it takes back ${given.saleId}, which ${sale.deviceId} sold; nothing was taken back`;
    return [{kind: 'conflict', class: 'C6', detail}];
  }
  const entries = new ReversibleEntries(await tx.lockEntries(sale.redemptionIds));
  const books = await openBooks(taking, till, given, entries.all);
  const notices = new OpenNotices(till.forked ? [] : await tx.lockNotices(sale.redemptionIds));
  const findings = given.reversals.flatMap(line =>
    reverseLine(books, {entries, notices}, line, till, given.id),
  );
  returnAuthority(books, entries, given.id);
  await books.write(tx);
  const rollbackIds = await rollBack(taking, sale, given, entries);
  await tx.insertReversals(entries.reversals(rollbackIds));
  await tx.saveNotices(notices.changed());
  return findings;
}

async function openBooks(
  {tx}: Taking,
  till: Lane,
  {reversals}: Void,
  entries: readonly PostedEntry[],
): Promise<OpenBooks> {
  const accounts = await tx.lockAccounts([
    ...reversals.map(line => line.account),
    ...entries.map(entry => entry.account),
  ]);
  const named = [
    ...reversals.flatMap(line => line.leaseId ?? []),
    ...entries.flatMap(entry => (entry.reversed > 0 && entry.leaseId !== null ? [entry.leaseId] : [])),
  ];
  const leases = till.forked ? new Map() : await tx.lockLeasesById(till.deviceId, named);
  return new OpenBooks(accounts, leases);
}

function reverseLine(
  books: OpenBooks,
  {entries, notices}: {readonly entries: ReversibleEntries; readonly notices: OpenNotices},
  line: Line,
  till: Lane,
  voidId: string,
): readonly Finding[] {
  const {redemptionId, account, leaseId} = line;
  const lease = leaseId === null || till.forked ? undefined : books.leases.get(leaseId);
  const onLease = lease?.account === account ? lease : undefined;
  const findings: Finding[] = [];
  let open = line.amount;
  for (const {entry, amount} of entries.take(redemptionId, account, line.amount, onLease?.id ?? null)) {
    open -= amount;
    const back = onLease !== undefined && entry.leaseId === onLease.id ? onLease.id : null;
    if (back === null) books.giveBack(account, amount);
    else refundOn(books, back, amount);
    entries.reverse(entry, amount, back, voidId);
  }
  for (const {notice, amount} of notices.take(redemptionId, account, open, onLease?.id ?? null)) {
    open -= amount;
    if (onLease !== undefined && notice.leaseId === onLease.id) {
      settleVoided(books, notice, amount);
      entries.moveTo(onLease.id, notice.entryId, amount, voidId);
      continue;
    }
    settleSeen(books, notice, amount);
    if (onLease !== undefined && coverExcess(books, entries, onLease.id, {...line, amount}, voidId) > 0)
      findings.push(takenTwice(line, amount));
  }
  if (leaseId !== null && !till.forked && onLease === undefined) {
    const detail = `${line.amount} of ${account} was put back on ${leaseId}, which is not a lease of this till on it`;
    findings.push({kind: 'conflict', class: 'C6', detail, account, amount: line.amount});
  }
  if (open === 0) return findings;
  if (onLease !== undefined) coverExcess(books, entries, onLease.id, {...line, amount: open}, voidId);
  return [...findings, takenTwice(line, open)];
}

function takenTwice({redemptionId, account}: Line, amount: number): Finding {
  const detail = `${amount} of ${account} was taken back beyond what ${redemptionId} drew, or a second time`;
  return {kind: 'conflict', class: 'C6', detail, account, amount};
}

function refundOn(books: OpenBooks, leaseId: Line['leaseId'] & string, amount: number): void {
  const lease = present(books.leases.get(leaseId), `lease ${leaseId}`);
  const settled = settleRefund(lease, books.account(lease.account), amount);
  books.putLease({...lease, ...settled.lease});
  books.putAccount(settled.account);
}

/** The till holds these units on its lease: as far as it may have spent so many, they are drawn for it. @returns over. */
function coverExcess(
  books: OpenBooks,
  entries: ReversibleEntries,
  leaseId: Line['leaseId'] & string,
  {redemptionId, account, amount: excess}: Line,
  voidId: string,
): number {
  const lease = present(books.leases.get(leaseId), `lease ${leaseId}`);
  const amount = Math.min(excess, lease.consumed - lease.refunded - (lease.awaiting ?? 0));
  if (amount === 0) return 0;
  const before = books.account(lease.account);
  const settled = settleLateRefund(lease, before, amount);
  books.putLease({...lease, ...settled.lease});
  books.putAccount(settled.account);
  // What its entries say follows its counters, where it was spent on it.
  const spent = entries.all.find(
    one => one.redemptionId === redemptionId && one.account === account && one.leaseId === leaseId,
  );
  if (spent !== undefined) entries.moveTo(leaseId, spent.entryId, amount, voidId);
  return settled.account.over - before.over;
}

/** Money of trust or a manager's word follows the units it was drawn for: their share of it, rounded down. */
function returnAuthority(books: OpenBooks, entries: ReversibleEntries, voidId: string): void {
  for (const entry of entries.all) {
    if (!isAuthority(entry.account)) continue;
    const {drawn, reversed} = entries.grantedOf(entry);
    const due = drawn === 0 ? 0 : Number((BigInt(entry.amount) * BigInt(reversed)) / BigInt(drawn));
    const amount = due - entries.reversedOf(entry);
    if (amount <= 0) continue;
    books.giveBack(entry.account, amount);
    entries.reverse(entry, amount, null, voidId);
  }
}

/** Ids of the rollbacks by redemption, empty while something of the sale still stands. */
async function rollBack(
  {tx, receivedMs, random, till}: Taking,
  sale: BookedSale,
  given: Void,
  entries: ReversibleEntries,
): Promise<ReadonlyMap<string, string>> {
  if (sale.rolledBack.length > 0 || !entries.isUndone()) return new Map();
  const rollbacks = sale.redemptionIds.map(redemptionId => ({
    redemptionId,
    rollbackId: makeId('rr', receivedMs, random),
  }));
  await tx.takeBackSale({
    orderId: sale.orderId,
    reason: given.reason,
    deviceId: till.deviceId,
    atMs: receivedMs,
    rollbacks,
    parentRollbackId: makeId('rr', receivedMs, random),
  });
  return new Map(rollbacks.map(({redemptionId, rollbackId}) => [redemptionId, rollbackId]));
}
