import type {Account} from '../../shared/ledger/account.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {NewConflict} from '../../sync/conflicts/new-conflict.ts';
import type {EditRecord} from '../../sync/edits/edit-book.ts';
import type {BookedLease} from '../../sync/store/booked-lease.ts';
import type {DeviceEpoch} from '../../sync/store/device-epoch.ts';
import type {KeptOperation} from '../../sync/store/operation-book.ts';

/** A line of the server's append-only book. */
interface BookLine {
  readonly entryId: number;
  readonly account: AccountKey;
  /** + drawn, − taken back. */
  readonly amount: number;
  /** Of what was drawn, what was taken back. */
  readonly reversed: number;
  readonly leaseId: string | null;
  readonly redemptionId: string;
  readonly reverses: number | null;
}

/** The server's books as an auditor reads them: all of it, without asking. */
export interface ServerBooks {
  accounts(): Iterable<Account>;
  leases(): Iterable<BookedLease>;
  lines(): Iterable<BookLine>;
  operations(): Iterable<KeptOperation & DeviceEpoch>;
  conflicts(): Iterable<NewConflict>;
  documents(): Iterable<Document>;
  /** What became of every edit that was merged. */
  edits(): Iterable<EditRecord>;
  /** Grows with every commit. */
  readonly commits: number;
}
