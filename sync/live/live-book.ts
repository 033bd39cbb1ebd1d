import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId, ProjectId} from '../../shared/kernel/id.ts';

/** What the live channel asks of the book of record. */
export interface LiveBook {
  /** Where these projects stand, in one query. `stamp` changes whenever `tills` would answer otherwise. */
  heads(projectIds: readonly ProjectId[]): Promise<readonly ProjectHead[]>;
  /** The tills of a project that may listen, with what they are to be told. */
  tills(projectId: ProjectId): Promise<readonly TillHead[]>;
  /** These tills count as connected until `untilMs`. */
  noteOpen(tills: readonly TillRef[], untilMs: EpochMs): Promise<void>;
  /** They no longer do, unless they were noted again for longer than `untilMs` of each. */
  noteGone(tills: readonly (TillRef & {readonly untilMs: EpochMs})[]): Promise<void>;
}

export interface ProjectHead {
  readonly projectId: ProjectId;
  readonly feedHead: number;
  readonly stamp: number;
}

export interface TillHead {
  readonly deviceId: DeviceId;
  readonly epoch: number;
  readonly leaseVersion: number;
}

export interface TillRef {
  readonly projectId: ProjectId;
  readonly deviceId: DeviceId;
}
