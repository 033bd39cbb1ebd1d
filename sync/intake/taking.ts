import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {Random} from '../../shared/kernel/random.ts';
import type {DeviceEpoch} from '../store/device-epoch.ts';
import type {SyncTx} from '../store/sync-store.ts';

/** Operations of one till being taken in one transaction. */
export interface Taking {
  readonly tx: SyncTx;
  readonly till: DeviceEpoch;
  readonly receivedMs: EpochMs;
  readonly random: Random;
  readonly logFailure: (line: string, cause: unknown) => void;
}

/** Where an operation is put. */
export interface Place {
  /**
   * Beside the till's own history, because another operation has its place there: made by a second machine with the same
   * identity. What it did is booked, but leases are not its own: the till's history has them.
   */
  readonly forked: boolean;
  /** Hash of the damaged copy of it that is there. */
  readonly replaces?: string | undefined;
}
