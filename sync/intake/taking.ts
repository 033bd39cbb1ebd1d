import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {ProjectId} from '../../shared/kernel/id.ts';
import type {Tx} from '../storage/database.ts';
import type {DeviceEpoch} from '../storage/leases/save-leases.ts';

/** Operations of one till being taken in one transaction. */
export interface Taking {
  readonly tx: Tx;
  readonly projectId: ProjectId;
  readonly till: DeviceEpoch;
  readonly receivedMs: EpochMs;
  readonly logFailure: (line: string, cause: unknown) => void;
}
