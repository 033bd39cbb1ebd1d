import type {OperationBody, OperationOutcome} from '../../shared/protocol/operation.ts';

/**
 * An operation on its way. `queued` ones are sent under the enrolment they were made in, also when it is over.
 * `stranded`: made by another device than this till is now, so that it cannot be sent from here, only exported.
 */
export interface OperationRow {
  readonly deviceId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly id: string;
  readonly hash: string;
  readonly kind: OperationBody['kind'];
  readonly receiptNumber: string | null;
  readonly madeAtMs: number;
  /** The operation as canonical JSON: what the hash covers is what is sent, whatever a later version would write. */
  readonly bytes: string;
  readonly state: 'queued' | 'acknowledged' | 'stranded';
  /** The till's count of attempts when this was queued; the difference to now is how often it was tried. */
  readonly attemptsBefore: number;
  readonly acknowledgedAtMs: number | null;
  readonly outcome: OperationOutcome | null;
  readonly detail: string | null;
}
