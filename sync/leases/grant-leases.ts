/**
 * Grants: moving units from the free part of an account to one till, which may then spend them without asking.
 * Units that are granted count as spent until the till itself reports otherwise, so nothing here depends on time.
 * When the need is not met, what other tills hold is asked back; the till asks again once they returned it.
 */

import {assert} from '../../shared/kernel/assert.ts';
import {makeId, type ProjectId} from '../../shared/kernel/id.ts';
import {type Account, draw, free} from '../../shared/ledger/account.ts';
import {type AccountKey, isCounter} from '../../shared/ledger/account-key.ts';
import {grantSize} from '../../shared/ledger/grant.ts';
import {type Lease, remaining} from '../../shared/ledger/lease.ts';
import type {AppDeps} from '../http/app-deps.ts';
import type {Tx} from '../storage/database.ts';
import {bumpLeaseVersions} from '../storage/leases/bump-lease-versions.ts';
import {recallLeases} from '../storage/leases/recall-leases.ts';
import {type DeviceEpoch, lockLeases, saveLeases} from '../storage/leases/save-leases.ts';
import {lockAccounts, writeAccounts} from '../storage/lock-accounts.ts';
import {transact} from '../storage/transact.ts';
import {leaseEnd} from './lease-policy.ts';

export interface LeaseWant {
  readonly account: AccountKey;
  /** Units that a sale in progress needs. */
  readonly need: number;
  /** Units to hold after this, counting what is held already. */
  readonly level: number;
  /** Takes all of `level` while it is free, where `need` and half of the rest would be the policy. */
  readonly whole?: boolean;
}

type GrantDeps = Pick<AppDeps, 'db' | 'clock' | 'random'>;

/** Grants what the policy allows in one transaction, committed before anybody hears of it. */
export async function grantLeases(
  deps: GrantDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  wants: readonly LeaseWant[],
): Promise<void> {
  // A counter has no limit of its own that a till could hold a part of: each rule that asks it brings one.
  const leasable = wants.filter(want => !isCounter(want.account));
  if (leasable.length === 0) return;
  await transact(deps.db, tx => grantIn(tx, deps, projectId, till, leasable));
}

async function grantIn(
  tx: Tx,
  deps: GrantDeps,
  projectId: ProjectId,
  till: DeviceEpoch,
  wants: readonly LeaseWant[],
): Promise<void> {
  const keys = wants.map(want => want.account);
  const books = await lockAccounts(tx, projectId, keys);
  const held = await lockLeases(tx, projectId, till, keys);
  const granted = new Map<AccountKey, Lease>();
  const short: AccountKey[] = [];
  for (const want of wants) {
    const book = books.get(want.account);
    if (book === undefined) continue;
    const lease = granted.get(want.account) ?? held.get(want.account) ?? newLease(deps, want.account);
    const grant = grantOne(book, lease, want);
    if (grant.short) short.push(want.account);
    if (grant.amount === 0) continue;
    books.set(want.account, take(book, grant.amount));
    granted.set(want.account, {
      ...lease,
      granted: lease.granted + grant.amount,
      recalled: false,
      expiresAtMs: leaseEnd(deps.clock.nowMs()),
    });
  }
  await writeAccounts(
    tx,
    projectId,
    [...granted.keys()].flatMap(key => books.get(key) ?? []),
  );
  await saveLeases(tx, projectId, till, [...granted.values()], new Date(deps.clock.nowMs()));
  const recalled = await recallLeases(tx, projectId, short, till.deviceId);
  await bumpLeaseVersions(tx, projectId, granted.size > 0 ? [...recalled, till.deviceId] : recalled);
}

/** What is asked back is not topped up until the till returned it. */
function grantOne(
  book: Account,
  lease: Lease,
  {need, level, whole}: LeaseWant,
): {readonly amount: number; readonly short: boolean} {
  const has = remaining(lease);
  if (lease.recalled && has > 0) return {amount: 0, short: false};
  const want = {need: Math.max(0, need - has), level: Math.max(0, level - has)};
  const left = free(book);
  const amount = whole === true ? Math.min(left, want.level) : grantSize(left, want);
  return {amount, short: amount < want.need};
}

function take(book: Account, amount: number): Account {
  const drawn = draw(book, amount);
  assert(drawn.ok, `${book.key}: granted more than is free`);
  return drawn.account;
}

function newLease({clock, random}: GrantDeps, account: AccountKey): Lease {
  const nowMs = clock.nowMs();
  return {
    id: makeId('lease', nowMs, random),
    account,
    granted: 0,
    consumed: 0,
    refunded: 0,
    returned: 0,
    expiresAtMs: leaseEnd(nowMs),
    recalled: false,
  };
}
