import {assert} from '../../shared/kernel/assert.ts';
import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import type {Draw} from '../../shared/ledger/draw.ts';
import {isWithin, type Lease, spend, spendable} from '../../shared/ledger/lease.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {LeaseChange} from './add-operation.ts';
import type {LedgerStore} from './ledger-store.ts';
import type {Backing, BackingOf} from './sale-backing.ts';

export interface LeaseDraws {
  readonly ok: true;
  /** The draws, split over the leases they were taken from. */
  readonly spends: readonly (Draw & {readonly leaseId: LeaseId})[];
  /** What no lease covered, with the lease on trust or override that its money was drawn from. */
  readonly uncovered: NonNullable<Sale['uncovered']>;
  readonly changes: readonly LeaseChange[];
}

/**
 * Takes every draw from the leases of its account, those that end first before others, and what they do not cover from
 * what backs it; or names the first short account. A counter that no rule bounds here needs no lease: the server counts
 * it when the sale arrives.
 */
export async function drawOnLeases(
  ledger: LedgerStore,
  draws: readonly Draw[],
  nowMs: EpochMs,
  backingOf: BackingOf = () => null,
): Promise<LeaseDraws | {readonly ok: false; readonly account: AccountKey}> {
  const backings = draws.map(backingOf);
  const accounts = [...draws.map(draw => draw.account), ...backings.flatMap(backing => backing?.pot ?? [])];
  const found = await ledger.lease.having('account', accounts);
  const leases = new Map(found.sort(endsFirst).map(lease => [lease.id, lease]));
  const spends: (Draw & {leaseId: LeaseId})[] = [];
  const uncovered: NonNullable<Sale['uncovered']> = [];
  for (const [place, {account, amount, limit}] of draws.entries()) {
    let wanted = amount;
    for (const lease of leases.values()) {
      if (lease.account !== account || wanted === 0 || !isWithin(lease, limit)) continue;
      const part = Math.min(wanted, spendable(lease, nowMs));
      if (part === 0) continue;
      leases.set(lease.id, spendFrom(lease, part, nowMs));
      spends.push({account, amount: part, leaseId: lease.id});
      wanted -= part;
    }
    const onlyCounts = isCounter(account) && limit === undefined;
    if (wanted === 0 || onlyCounts) continue;
    const backing = backings[place] ?? null;
    if (backing === null) return {ok: false, account};
    const handedOut = handOut(leases, backing, {account, amount: wanted}, nowMs);
    if (handedOut === null) return {ok: false, account: backing.pot};
    uncovered.push(handedOut);
  }
  const changes = found.flatMap(before => {
    const after = leases.get(before.id);
    return after === undefined || after === before ? [] : [{before, after}];
  });
  return {ok: true, spends, uncovered, changes};
}

/** Draws the money of what no lease covers from one lease of the pot, so that the server can count it there. */
function handOut(
  leases: Map<LeaseId, Lease>,
  {by, pot, minorOf, overrideId}: Backing,
  {account, amount}: Draw,
  nowMs: EpochMs,
): NonNullable<Sale['uncovered']>[number] | null {
  const amountMinor = minorOf(amount);
  const lease = [...leases.values()].find(one => one.account === pot && spendable(one, nowMs) >= amountMinor);
  if (lease === undefined) return null;
  if (amountMinor > 0) leases.set(lease.id, spendFrom(lease, amountMinor, nowMs));
  return {
    account,
    amount,
    by,
    leaseId: lease.id,
    amountMinor,
    ...(overrideId === undefined ? {} : {overrideId}),
  };
}

function spendFrom(lease: Lease, amount: number, nowMs: EpochMs): Lease {
  const spent = spend(lease, amount, nowMs);
  assert(spent.ok, `lease ${lease.id}: not spendable`);
  return spent.lease;
}

function endsFirst(a: Lease, b: Lease): number {
  return a.expiresAtMs - b.expiresAtMs || (a.id < b.id ? -1 : 1);
}
