/**
 * Recall: asking tills for what they hold. A connected till sees it within its next exchanges, makes the return durable
 * and sends it; a till without a connection keeps what it has, and whoever asked is told how much that is.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {bumpLeaseVersions} from '../storage/leases/bump-lease-versions.ts';
import {sumHeldByTills} from '../storage/leases/list-holders.ts';
import {recallLeases} from '../storage/leases/recall-leases.ts';
import {lockAccounts, readAccounts} from '../storage/lock-accounts.ts';
import {transact} from '../storage/transact.ts';

const patienceMs = 800;
const pollMs = 40;
/** Tills speak every two seconds while they have a connection; after three times that nobody is waited for. */
const connectedMs = 6_000;

export interface Recalled {
  /** Whether `amount` is free now. */
  readonly free: boolean;
  /** What tills still hold. */
  readonly heldByTills: number;
}

/** Asks all tills for what they hold of `account` and waits up to 800 ms until `amount` units are free. */
export async function recallAndWait(
  deps: Pick<AppDeps, 'db' | 'clock'>,
  projectId: ProjectId,
  account: AccountKey,
  amount: number,
): Promise<Recalled> {
  const {db, clock} = deps;
  await transact(db, async tx => {
    await lockAccounts(tx, projectId, [account]);
    await bumpLeaseVersions(tx, projectId, await recallLeases(tx, projectId, [account], null));
  });
  const since = epochMs(clock.nowMs() - connectedMs);
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const book = (await readAccounts(db, projectId, [account])).get(account);
    const held = await sumHeldByTills(db, projectId, account, since);
    if (book !== undefined && free(book) >= amount) return {free: true, heldByTills: held.all};
    if (held.connected === 0 || waitedMs >= patienceMs) return {free: false, heldByTills: held.all};
    await wait(pollMs);
  }
}
