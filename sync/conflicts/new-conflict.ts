import type {DeviceId, StaffId} from '../../shared/kernel/id.ts';
import type {AccountKey} from '../../shared/ledger/account-key.ts';
import type {ConflictClass, Resolution} from '../../shared/protocol/conflict.ts';

/** Something a person must look at, as whoever found it knows it. What it is about was posted all the same. */
export interface NewConflict {
  /** The same event has the same id, so that a repeated message opens it once. */
  readonly id: string;
  readonly class: ConflictClass;
  /** null where no till is to blame: two people edited one thing. */
  readonly deviceId: DeviceId | null;
  readonly operationId: string | null;
  readonly account: AccountKey | null;
  /** Units of the account. */
  readonly amount: number | null;
  readonly detail: string;
  /** Money at stake in minor units; absent or null: what the units are worth at worst, where that is known. */
  readonly moneyMinor?: number | null | undefined;
  /** What there is to see: receipt numbers, the versions of an edit, hashes. Absent: nothing beyond `detail`. */
  readonly evidence?: Readonly<Record<string, unknown>> | undefined;
  /** It came of a person's own decision, and is there for the record. */
  readonly resolved?:
    | {readonly by: StaffId; readonly resolution: Resolution; readonly note: string}
    | undefined;
}
