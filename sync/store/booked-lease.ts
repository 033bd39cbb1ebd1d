import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {ServerLease} from '../../shared/ledger/server-lease.ts';

/** A lease with whose it is. */
export interface BookedLease extends ServerLease {
  readonly deviceId: DeviceId;
  readonly epoch: number;
  /** When it was last granted something. */
  readonly grantedAtMs: EpochMs;
  /** When a sale in progress needed what `keepTo` says. Absent: none did. */
  readonly neededAtMs?: EpochMs;
}
