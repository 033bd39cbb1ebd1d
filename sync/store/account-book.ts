import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {Account} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';

/** A till that holds units of an account. */
export interface Holder {
  readonly account: AccountKey;
  readonly deviceId: DeviceId;
  readonly tillName: string;
  readonly amount: number;
  readonly sinceMs: EpochMs;
}

export interface LastUse {
  readonly atMs: EpochMs;
  readonly storeName: string | null;
  readonly receiptNumber: string | null;
}

export interface AccountReads {
  /** The books of `accounts` as last committed, for answers that only show them. */
  readAccounts(accounts: readonly AccountKey[]): Promise<Map<AccountKey, Account>>;
  /** Who holds units of `accounts`; a till enrolled again may be in it twice, once per epoch. */
  listHolders(accounts: readonly AccountKey[]): Promise<readonly Holder[]>;
  /** Units of `account` that tills hold: all, and those of tills seen after `sinceMs`. */
  sumHeldByTills(
    account: AccountKey,
    sinceMs: EpochMs,
  ): Promise<{readonly all: number; readonly connected: number}>;
  /** When and where each account was drawn from last and not taken back; store and receipt are null for REST. */
  listLastUses(accounts: readonly AccountKey[]): Promise<Map<AccountKey, LastUse>>;
}

export interface AccountWrites {
  /** Opens those of `accounts` that are not there yet, with this limit. Before any account is locked. */
  openAccounts(accounts: readonly {readonly account: AccountKey; readonly limit: number}[]): Promise<void>;
  /** Opens those of `accounts` that are counters of rules and that nobody drew on yet. Before any account is locked. */
  openCounters(accounts: readonly AccountKey[]): Promise<void>;
  /** The books of `accounts`, locked until the transaction ends, always in one order. Unknown ones are left out. */
  lockAccounts(accounts: Iterable<AccountKey>): Promise<Map<AccountKey, Account>>;
  /** Writes books back; they must be locked by this transaction. */
  writeAccounts(accounts: readonly Account[]): Promise<void>;
}
