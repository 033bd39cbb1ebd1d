import {present} from '../../shared/kernel/assert.ts';
import type {LeaseId} from '../../shared/kernel/id.ts';
import {type Account, expose, giveBack, postOver} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import {touchesAccount} from '../../shared/ledger/server-lease.ts';
import type {BookedLease} from '../store/booked-lease.ts';
import type {NewEntry} from '../store/sale-book.ts';
import type {SyncTx} from '../store/sync-store.ts';

/** Locked books and leases that one operation works on, written back at its end. */
export class OpenBooks {
  readonly #accounts: Map<AccountKey, Account>;
  readonly #leases: Map<LeaseId, BookedLease>;
  readonly #changedAccounts = new Set<AccountKey>();
  readonly #changedLeases = new Set<LeaseId>();
  readonly #entries: NewEntry[] = [];

  constructor(accounts: ReadonlyMap<AccountKey, Account>, leases: ReadonlyMap<LeaseId, BookedLease>) {
    this.#accounts = new Map(accounts);
    this.#leases = new Map(leases);
  }

  get leases(): ReadonlyMap<LeaseId, BookedLease> {
    return this.#leases;
  }

  has(account: AccountKey): boolean {
    return this.#accounts.has(account);
  }

  account(key: AccountKey): Account {
    return present(this.#accounts.get(key), `account ${key}`);
  }

  putAccount(account: Account): void {
    this.#accounts.set(account.key, account);
    this.#changedAccounts.add(account.key);
  }

  putLease(lease: BookedLease): void {
    this.#leases.set(lease.id, lease);
    this.#changedLeases.add(lease.id);
  }

  /** Posts what was handed out without a right, and says how much of it is beyond the limit. */
  postOver(key: AccountKey, amount: number): number {
    const before = this.account(key);
    const after = postOver(before, amount);
    this.putAccount(after);
    return after.over - before.over;
  }

  giveBack(key: AccountKey, amount: number): void {
    this.putAccount(giveBack(this.account(key), amount));
  }

  /** Units that a silent till may have spent; negative where they are heard of. */
  expose(key: AccountKey, change: number): void {
    if (change !== 0) this.putAccount(expose(this.account(key), change));
  }

  post(entry: NewEntry): void {
    this.#entries.push(entry);
  }

  async write(tx: SyncTx): Promise<void> {
    await tx.saveLeases([...this.#changedLeases].flatMap(id => this.#leases.get(id) ?? []));
    await tx.writeAccounts([...this.#changedAccounts].flatMap(key => this.#accounts.get(key) ?? []));
    await tx.insertEntries(this.#entries);
  }
}

/**
 * The books that a sale's draws touch: not those of leases that hold what was spent, which is why tills of a busy campaign
 * do not wait for each other.
 */
export async function lockBooks(
  tx: SyncTx,
  leases: ReadonlyMap<LeaseId, BookedLease>,
  uncovered: readonly {readonly account: AccountKey; readonly leaseId?: LeaseId}[],
  covered: readonly {readonly account: AccountKey; readonly leaseId: LeaseId}[],
): Promise<OpenBooks> {
  const accounts = new Set<AccountKey>();
  for (const {account, leaseId} of uncovered) {
    accounts.add(account);
    const authority = leaseId === undefined ? undefined : leases.get(leaseId);
    if (authority !== undefined) accounts.add(authority.account);
  }
  for (const {account, leaseId} of covered) {
    const lease = leases.get(leaseId);
    if (lease !== undefined && touchesAccount(lease)) accounts.add(account);
  }
  const keys = [...accounts];
  await tx.openCounters(keys);
  return new OpenBooks(await tx.lockAccounts(keys), leases);
}
