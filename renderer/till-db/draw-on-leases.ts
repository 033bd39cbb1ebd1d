import {assert} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {type Lease, spend, spendable} from '../../shared/ledger/lease.ts';
import type {LeaseChange} from './add-operation.ts';
import type {LedgerDb} from './ledger-db.ts';

export interface LeaseDraws {
  readonly ok: true;
  /** The draws, split over the leases they were taken from. */
  readonly spends: readonly (Draw & {readonly leaseId: LeaseId})[];
  readonly changes: readonly LeaseChange[];
}

/**
 * Takes every draw from the leases of its account, those that end first before others; or names the first short one.
 * A counter that no rule bounds here needs no lease: the server counts it when the sale arrives.
 */
export async function drawOnLeases(
  ledger: LedgerDb,
  draws: readonly Draw[],
  nowMs: EpochMs,
): Promise<LeaseDraws | {readonly ok: false; readonly account: AccountKey}> {
  const found = await ledger.lease
    .where('account')
    .anyOf(draws.map(draw => draw.account))
    .toArray();
  const leases = new Map(found.sort(endsFirst).map(lease => [lease.id, lease]));
  const spends: (Draw & {leaseId: LeaseId})[] = [];
  for (const {account, amount, limit} of draws) {
    let wanted = amount;
    for (const lease of leases.values()) {
      if (lease.account !== account || wanted === 0) continue;
      const part = Math.min(wanted, spendable(lease, nowMs));
      if (part === 0) continue;
      leases.set(lease.id, spendFrom(lease, part, nowMs));
      spends.push({account, amount: part, leaseId: lease.id});
      wanted -= part;
    }
    const onlyCounts = isCounter(account) && limit === undefined;
    if (wanted > 0 && !onlyCounts) return {ok: false, account};
  }
  const changes = found.flatMap(before => {
    const after = leases.get(before.id);
    return after === undefined || after === before ? [] : [{before, after}];
  });
  return {ok: true, spends, changes};
}

function spendFrom(lease: Lease, amount: number, nowMs: EpochMs): Lease {
  const spent = spend(lease, amount, nowMs);
  assert(spent.ok, `lease ${lease.id}: not spendable`);
  return spent.lease;
}

function endsFirst(a: Lease, b: Lease): number {
  return a.expiresAtMs - b.expiresAtMs || (a.id < b.id ? -1 : 1);
}
