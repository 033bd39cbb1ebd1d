/**
 * Recall: asking tills for what they hold. A connected till sees it within its next exchanges, makes the return durable
 * and sends it; a till without a connection keeps what it has, and whoever asked is told how much that is.
 */
import {setTimeout as wait} from 'node:timers/promises';
import {type Clock, epochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {LiveHub} from '../live/live-hub.ts';
import type {SyncStore} from '../store/sync-store.ts';
import {salesInProgress} from './lease-policy.ts';

const mostPatienceMs = 800;
const pollMs = 40;
/** Tills speak every two seconds while they have no live line; after three times that nobody is waited for. */
const connectedMs = 6_000;

export interface Recalled {
  /** Whether `amount` is free now. */
  readonly free: boolean;
  /** What tills still hold. */
  readonly heldByTills: number;
}

export interface RecallDeps {
  readonly store: SyncStore;
  readonly clock: Clock;
  /** Wakes the tills that listen; without it they see it at their next exchange. */
  readonly live?: Pick<LiveHub, 'poke'>;
}

/** Asks all tills for what they hold of `account` and need for no sale in progress. */
async function recall({store, clock}: RecallDeps, projectId: ProjectId, account: AccountKey): Promise<void> {
  await store.transact(projectId, async tx => {
    await tx.lockAccounts([account]);
    await tx.bumpLeaseVersions(await tx.recallLeases([account], null, salesInProgress(clock.nowMs())));
  });
}

/** Asks all tills for what they hold of `account` and waits up to `patienceMs` until `amount` units are free. */
export async function recallAndWait(
  deps: RecallDeps,
  projectId: ProjectId,
  account: AccountKey,
  amount: number,
  patienceMs = mostPatienceMs,
): Promise<Recalled> {
  const {store, clock, live} = deps;
  await recall(deps, projectId, account);
  live?.poke(projectId);
  const reads = store.read(projectId);
  const since = epochMs(clock.nowMs() - connectedMs);
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const book = (await reads.readAccounts([account])).get(account);
    const held = await reads.sumHeldByTills(account, since);
    if (book !== undefined && free(book) >= amount) return {free: true, heldByTills: held.all};
    if (held.connected === 0 || waitedMs >= patienceMs) return {free: false, heldByTills: held.all};
    await wait(pollMs);
  }
}
