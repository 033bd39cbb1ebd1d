import type {DeviceEpoch} from '../store/device-epoch.ts';

/** A till's own history, or that of a second machine with its identity, which has no rights on its leases. */
export interface Lane extends DeviceEpoch {
  readonly forked: boolean;
}
