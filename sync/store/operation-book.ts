import type {EpochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import type {DeviceEpoch, EpochState} from './device-epoch.ts';

export interface StoredOperation {
  readonly sequence: number;
  readonly hash: string;
  readonly outcome: OperationOutcome;
  readonly detail: string | null;
  /** Applied beside the till's own history: another operation has its place in the sequence. */
  readonly forked: boolean;
}

export interface KeptOperation extends StoredOperation {
  readonly operationId: string;
  readonly kind: string;
  /** As received. */
  readonly body: string;
  readonly occurredMs: EpochMs;
  readonly receivedMs: EpochMs;
}

/** An operation that waits until this server understands it. */
export interface QuarantinedOperation extends DeviceEpoch {
  readonly sequence: number;
  readonly hash: string;
  readonly forked: boolean;
  readonly kind: string;
  readonly body: string;
}

export interface OperationReads {
  /** null for an epoch that never was. */
  readEpoch(till: DeviceEpoch): Promise<EpochState | null>;
  /** In the order in which each till made them; of one till and of one kind, where they are named. */
  listQuarantined(deviceId: DeviceId | null, kind?: string): Promise<readonly QuarantinedOperation[]>;
}

export interface OperationWrites {
  /** Locks the till's sequence: its batches are taken one after the other. null for an epoch that never was. */
  lockEpoch(till: DeviceEpoch): Promise<EpochState | null>;
  /** Writes it back; it must be locked by this transaction. */
  saveEpoch(till: DeviceEpoch, state: EpochState): Promise<void>;
  /** What became of these sequences, where they were seen before: the till's own first, then forks. */
  findOperations(till: DeviceEpoch, sequences: readonly number[]): Promise<readonly StoredOperation[]>;
  /**
   * Keeps an operation with its outcome. One in quarantine under the same sequence and hash is replaced, and so is the
   * damaged copy that `replaces` names by its hash.
   */
  keepOperation(till: DeviceEpoch, operation: KeptOperation, replaces?: string): Promise<void>;
}
