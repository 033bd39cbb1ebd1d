/**
 * What a sale drew, settled against the till's leases. A unit moves from leased to posted inside the lease row and
 * the shared account is not touched; the server's remainder is never smaller than the till's, so an honest spend is
 * never short (sync.md I5). What no lease covers was handed out all the same: it is posted over the limit, in sight. What
 * the till's rules only counted needs no lease; it is counted here.
 */
import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId, ProjectId, RedemptionId} from '../../shared/kernel/id.ts';
import {postOver} from '../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {type Lease, remaining} from '../../shared/ledger/lease.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Tx} from '../storage/database.ts';
import {insertEntries, type NewEntry} from '../storage/leases/insert-entries.ts';
import {lockLeasesById, moveLeaseCounters} from '../storage/leases/move-lease-counters.ts';
import type {DeviceEpoch} from '../storage/leases/save-leases.ts';
import {lockAccounts, writeAccounts} from '../storage/lock-accounts.ts';
import {openCounters} from '../storage/open-accounts.ts';
import type {Finding} from './finding.ts';

export async function settleSpends(
  tx: Tx,
  projectId: ProjectId,
  till: DeviceEpoch,
  sale: Sale,
): Promise<readonly Finding[]> {
  const leases = await lockLeasesById(
    tx,
    projectId,
    till.deviceId,
    sale.spends.map(spend => spend.leaseId),
  );
  const {covered, uncovered, unused} = allocate(sale, leases);
  await moveLeaseCounters(tx, projectId, consumedBy(covered));
  const {over, unknown} = await postUncovered(tx, projectId, uncovered);
  await insertEntries(tx, projectId, [...covered, ...over]);
  return [
    ...over.filter(isExcess).map(({account, amount}): Finding => {
      const detail = `${amount} of ${account} was spent without a lease that covers it`;
      return {kind: 'conflict', class: 'C1', detail, account, amount};
    }),
    ...unknown.map(({account, amount}): Finding => {
      const detail = `${amount} was drawn from ${account}, which does not exist`;
      return {kind: 'conflict', class: 'C6', detail, account, amount};
    }),
    ...unused.map(({account, amount}): Finding => {
      const detail = `${amount} of ${account} was spent beyond what the decision drew`;
      return {kind: 'conflict', class: 'C6', detail, account, amount};
    }),
  ];
}

interface Unit {
  readonly account: AccountKey;
  readonly amount: number;
}

/** `limit` where a rule of the decision bounds the account. */
type Uncovered = NewEntry & {readonly limit?: number | undefined};

/** Only a counter that nothing bounds may be drawn on without a lease. */
function isExcess({account, limit}: Uncovered): boolean {
  return !isCounter(account) || limit !== undefined;
}

interface Allocation {
  readonly covered: readonly (NewEntry & {readonly leaseId: LeaseId})[];
  readonly uncovered: readonly Uncovered[];
  readonly unused: readonly Unit[];
}

/** Covers each redemption's draws with the sale's spends, in order, as far as the leases reach. */
function allocate(sale: Sale, leases: ReadonlyMap<LeaseId, Lease>): Allocation {
  const spends = sale.spends.map(spend => ({...spend, left: spend.amount}));
  const leaseLeft = new Map([...leases].map(([id, lease]) => [id, remaining(lease)]));
  const covered: (NewEntry & {readonly leaseId: LeaseId})[] = [];
  const uncovered: Uncovered[] = [];
  for (const {redemptionId, account, amount, limit} of drawsOf(sale)) {
    let open = amount;
    for (const spend of spends) {
      if (spend.account !== account || leases.get(spend.leaseId)?.account !== account) continue;
      const part = Math.min(open, spend.left, leaseLeft.get(spend.leaseId) ?? 0);
      if (part === 0) continue;
      open -= part;
      spend.left -= part;
      leaseLeft.set(spend.leaseId, (leaseLeft.get(spend.leaseId) ?? 0) - part);
      covered.push({redemptionId, account, amount: part, leaseId: spend.leaseId});
    }
    if (open > 0) uncovered.push({redemptionId, account, amount: open, leaseId: null, limit});
  }
  return {covered, uncovered, unused: unusedOf(sale)};
}

/** What the sale says it spent of an account beyond what its decision drew from it. */
function unusedOf(sale: Sale): readonly Unit[] {
  const beyond = new Map<AccountKey, number>();
  for (const {account, amount} of sale.spends) beyond.set(account, (beyond.get(account) ?? 0) + amount);
  for (const {account, amount} of drawsOf(sale)) beyond.set(account, (beyond.get(account) ?? 0) - amount);
  return [...beyond].flatMap(([account, amount]) => (amount > 0 ? [{account, amount}] : []));
}

function drawsOf(sale: Sale): readonly (Draw & {readonly redemptionId: RedemptionId})[] {
  return sale.redemptions.flatMap(({id, verdict}) => {
    const one = sale.decision.verdicts[verdict];
    return one?.status === 'applied' ? one.draws.map(draw => ({...draw, redemptionId: id})) : [];
  });
}

function consumedBy(covered: Allocation['covered']): ReadonlyMap<LeaseId, number> {
  const consumed = new Map<LeaseId, number>();
  for (const {leaseId, amount} of covered) consumed.set(leaseId, (consumed.get(leaseId) ?? 0) + amount);
  return consumed;
}

/** Posts what has no lease on its account, over the limit if need be. An unknown account has no book to post in. */
async function postUncovered(
  tx: Tx,
  projectId: ProjectId,
  uncovered: readonly Uncovered[],
): Promise<{readonly over: readonly Uncovered[]; readonly unknown: readonly Uncovered[]}> {
  const accounts = uncovered.map(entry => entry.account);
  await openCounters(tx, projectId, accounts);
  const books = await lockAccounts(tx, projectId, accounts);
  const over = uncovered.filter(entry => books.has(entry.account));
  for (const {account, amount} of over) {
    books.set(account, postOver(present(books.get(account), `account ${account}`), amount));
  }
  await writeAccounts(tx, projectId, [...books.values()]);
  return {over, unknown: uncovered.filter(entry => !books.has(entry.account))};
}
