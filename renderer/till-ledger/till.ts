import type {CustomerKey} from '../../shared/customer/customer-key.ts';
import type {CustomerId} from '../../shared/kernel/id.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import type {Staff} from '../../shared/protocol/staff.ts';
import type {Store} from '../../shared/protocol/store.ts';
import type {TillClock} from '../clock/till-clock.ts';
import type {TillIdentity} from '../identity/enrolment-secret.ts';
import type {Journal} from '../journal/journal.ts';
import type {LedgerStore} from './ledger-store.ts';

/**
 * An enrolled till: who it is, where it keeps its books, and what it may ask of the machine. Nothing of a browser is
 * in it, so that the simulation runs the same till.
 */
export interface Till {
  readonly ledger: LedgerStore;
  readonly replica: TillReplica;
  readonly identity: TillIdentity;
  readonly clock: TillClock;
  readonly journal: Journal;
  readonly random: Random;
  /** Signs with the till's key; a till without one is of protocol 1. Text in, base64url signature out. */
  readonly sign?: (text: string) => Promise<string>;
  /** Seals a text with a customer's key (shared/protocol/sealed-sale.ts); absent: sales go up open, as in protocol 1. */
  readonly seal?: (key: string, customerId: CustomerId, text: string) => Promise<string>;
}

/** What the books ask of the till's copy of the server's documents. It may vanish at any time. */
export interface TillReplica {
  store(id: string): Promise<Store | null>;
  staffMember(id: string): Promise<Staff | null>;
  /** What sales to a customer are sealed with; null or absent: the server gave no key. */
  customerKey?(id: CustomerId): Promise<CustomerKey | null>;
  /** Every change of the feed up to here is in it. */
  position(): Promise<number>;
  /** Customers who were deleted for good, as far as the feed told of it. Absent: none. */
  erasedCustomers?(): Promise<CustomerId[]>;
  /** Keeps what the server said about accounts. */
  noteAccounts(views: readonly AccountView[]): Promise<void>;
  /** Gives its room to the ledger. The feed brings it back. */
  drop(): Promise<void>;
}
