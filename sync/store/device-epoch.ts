import type {DeviceId} from '../../shared/kernel/id.ts';

/** A till between two enrolments. Leases and sequences belong to one. */
export interface DeviceEpoch {
  readonly deviceId: DeviceId;
  readonly epoch: number;
}

/** `fenced`: this identity was seen twice. `revoked`: by a manager's word. Neither is granted anything any more. */
type Standing = 'good' | 'fenced' | 'revoked';

/** What the server remembers of an epoch beside its operations. */
export interface EpochState {
  /** Highest sequence applied; below it nothing is missing but recorded holes. */
  readonly appliedSequence: number;
  readonly headHash: string | null;
  /** Given with the last answer; null before the first one. */
  readonly session: string | null;
  /** The one before, which a till whose answer was lost still shows. */
  readonly formerSession: string | null;
  /** Given to whoever showed an older one: only a second machine can show it. */
  readonly suspectSession: string | null;
  readonly standing: Standing;
}
