/**
 * Authority: what a till may hand out although nobody leased it the unit. Trust is a campaign's (offline policy
 * `trust_up_to`), overrides are a store's managers'. Both are money on an account of their own, of which each till
 * holds a lease; so all that is ever handed out without a lease of its own is bounded, however many tills are alone.
 * A till gets it at sign-in and is topped up whenever it is heard. The limits follow the policy: a cut waits for what
 * tills hold, which is asked back.
 */
import type {ProjectId, StoreId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import {type AccountKey, overrideAccount, trustAccount} from '../../shared/ledger/account-key.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import type {SyncReads} from '../store/sync-store.ts';
import {changeLimits} from './change-limits.ts';
import {grantOn} from './grant-leases.ts';
import type {LeaseDeps} from './lease-deps.ts';

/** One bounded account: what all tills may hand out, and what one till holds of it. Minor units. */
interface Authority {
  readonly account: AccountKey;
  readonly limit: number;
  readonly level: number;
}

/** Tops this till up. Nothing is written where it holds all it may. */
export async function grantAuthority(
  deps: LeaseDeps,
  projectId: ProjectId,
  till: DeviceEpoch & {readonly storeId: StoreId},
): Promise<void> {
  const reads = deps.store.read(projectId);
  const due = await dueFor(reads, till, await authoritiesOf(reads, till.storeId));
  if (due.length === 0) return;
  await deps.store.transact(projectId, async tx => {
    const keys = due.map(one => one.account);
    await tx.openAccounts(due);
    // Whoever changes a policy holds its account: what is read after the lock is what applies, not what was read above.
    await tx.lockAccounts(keys);
    const bounds = (await authoritiesOf(tx, till.storeId)).filter(one => keys.includes(one.account));
    const scopes = await tx.leaseScopes(keys);
    const books = await changeLimits(tx, bounds);
    const wants = bounds.map(({account, level}) => ({account, need: 0, level, whole: true}));
    await grantOn(tx, deps, till, {wants, books, scopes});
  });
}

/** What a till of this store may hold: of each campaign with trust, and its equal part of its managers' overrides. */
async function authoritiesOf(reads: SyncReads, storeId: StoreId): Promise<readonly Authority[]> {
  const {overrideBudgetMinor = 0} = await reads.readSettings();
  const trusted = (await reads.listTrustCampaigns()).flatMap(trustOf);
  if (overrideBudgetMinor === 0) return trusted;
  const tills = Math.max(1, (await reads.listStoreTills(storeId)).length);
  const account = overrideAccount(storeId);
  const level = Math.floor(overrideBudgetMinor / tills);
  return [...trusted, {account, limit: overrideBudgetMinor, level}];
}

/** What a campaign's tills may hand out without a lease; nothing where it trusts nobody. */
function trustOf({id, offlinePolicy}: Pick<Campaign, 'id' | 'offlinePolicy'>): Authority | [] {
  if (offlinePolicy?.kind !== 'trust_up_to') return [];
  const {perTillMinor, budgetMinor} = offlinePolicy;
  return {account: trustAccount(id), limit: budgetMinor, level: perTillMinor};
}

/** Those whose limit moved, or that this till could be topped up with. */
async function dueFor(
  reads: SyncReads,
  till: DeviceEpoch,
  authorities: readonly Authority[],
): Promise<readonly Authority[]> {
  if (authorities.length === 0) return [];
  const books = await reads.readAccounts(authorities.map(one => one.account));
  const held = new Map((await reads.listLeases(till)).map(lease => [lease.account, lease]));
  return authorities.filter(({account, limit, level}) => {
    const book = books.get(account);
    if (book === undefined || (book.target ?? book.limit) !== limit) return true;
    const lease = held.get(account);
    return free(book) > 0 && (lease === undefined ? 0 : remaining(lease)) < level;
  });
}
