/**
 * Who covers what a sale drew: each redemption's draws are met in order from the leases the sale says it spent, as far as
 * they reach; then from what it says was handed out on trust or a manager's word; the rest is bare.
 */
import type {LeaseId, RedemptionId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {type Lease, remaining} from '../../shared/ledger/lease.ts';
import type {Sale} from '../../shared/protocol/sale.ts';

export interface Uncovered {
  readonly redemptionId: RedemptionId;
  readonly account: AccountKey;
  readonly amount: number;
  /** Where a rule of the decision bounds the account. */
  readonly limit?: number | undefined;
}

export interface Covered extends Uncovered {
  readonly leaseId: LeaseId;
}

export interface Authorised extends Uncovered {
  readonly by: 'trust' | 'override';
  /** On the account that bounds it. */
  readonly leaseId: LeaseId;
  /** Drawn there, in minor units. */
  readonly amountMinor: number;
}

export interface Allocation {
  readonly covered: readonly Covered[];
  readonly authorised: readonly Authorised[];
  readonly bare: readonly Uncovered[];
  /** What the sale says it spent of an account beyond what its decision drew from it. */
  readonly unused: readonly {readonly account: AccountKey; readonly amount: number}[];
}

export function allocateSpends(sale: Sale, leases: ReadonlyMap<LeaseId, Lease>): Allocation {
  const spends = sale.spends.map(spend => ({...spend, left: spend.amount}));
  const grants = (sale.uncovered ?? []).map(line => {
    const leftMinor: number = line.amountMinor;
    return {...line, left: line.amount, leftMinor};
  });
  const leaseLeft = new Map([...leases].map(([id, lease]) => [id, remaining(lease)]));
  const covered: Covered[] = [];
  const authorised: Authorised[] = [];
  const bare: Uncovered[] = [];
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
    for (const grant of grants) {
      if (grant.account !== account) continue;
      const part = Math.min(open, grant.left);
      if (part === 0) continue;
      const amountMinor = shareOf(grant.leftMinor, part, grant.left);
      open -= part;
      grant.left -= part;
      grant.leftMinor -= amountMinor;
      const {by, leaseId} = grant;
      authorised.push({redemptionId, account, amount: part, limit, by, leaseId, amountMinor});
    }
    if (open > 0) bare.push({redemptionId, account, amount: open, limit});
  }
  return {covered, authorised, bare, unused: unusedOf(sale)};
}

/** A part's share of the money, rounded down; the last part takes what is left. */
function shareOf(totalMinor: number, part: number, whole: number): number {
  return part === whole ? totalMinor : Number((BigInt(totalMinor) * BigInt(part)) / BigInt(whole));
}

function unusedOf(sale: Sale): Allocation['unused'] {
  const beyond = new Map<AccountKey, number>();
  const add = (account: AccountKey, amount: number) =>
    beyond.set(account, (beyond.get(account) ?? 0) + amount);
  for (const {account, amount} of sale.spends) add(account, amount);
  for (const {account, amount} of sale.uncovered ?? []) add(account, amount);
  for (const {account, amount} of drawsOf(sale)) add(account, -amount);
  return [...beyond].flatMap(([account, amount]) => (amount > 0 ? [{account, amount}] : []));
}

function drawsOf(sale: Sale): readonly (Draw & {readonly redemptionId: RedemptionId})[] {
  return sale.redemptions.flatMap(({id, verdict}) => {
    const one = sale.decision.verdicts[verdict];
    return one?.status === 'applied' ? one.draws.map(draw => ({...draw, redemptionId: id})) : [];
  });
}
