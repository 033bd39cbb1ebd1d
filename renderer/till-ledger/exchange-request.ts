import type {EpochMs} from '../../shared/kernel/epoch.ts';
import {type ExchangeRequest, signedText} from '../../shared/protocol/exchange.ts';
import {protocolVersion} from '../../shared/protocol/version.ts';
import {readHead} from './ledger-head.ts';
import {oldestLateEpoch, oldestQueued, sentOperations} from './queued-operations.ts';
import {readSyncState} from './sync-state.ts';
import type {Till} from './till.ts';

export interface Asked {
  readonly wants: ExchangeRequest['wants'];
  readonly preposition: boolean;
  /** False for a window that does not lead: it asks for leases and leaves the queue to the one that does. */
  readonly upload: boolean;
}

/** What to send now: the oldest of the queue, and what is asked for. `wallMs` is the machine's own clock. */
export async function exchangeRequest(till: Till, asked: Asked, wallMs: EpochMs): Promise<ExchangeRequest> {
  const {identity, ledger} = till;
  // At one moment: a queue read before a sale and a head read after it would tell the server not to wait for that sale.
  const {queued, head, state} = await ledger.read(['meta', 'operation'], async rows => ({
    queued: await oldestQueued(rows, identity),
    head: await readHead(rows),
    state: await readSyncState(rows),
  }));
  const {leaseVersion, session, standing} = state;
  return signed(till, {
    protocol: protocolVersion,
    deviceId: identity.deviceId,
    epoch: identity.epoch,
    baseSequence: queued[0]?.sequence ?? head.sequence + 1,
    operations: asked.upload ? sentOperations(queued) : [],
    wants: standing === 'good' ? asked.wants : [],
    leaseVersion,
    preposition: asked.preposition && standing === 'good',
    wallMs,
    session,
  });
}

/**
 * What an earlier enrolment of this device left to send; null when nothing. Its leases and its session ended with it:
 * only operations go up and only their answers count.
 */
export async function lateRequest(till: Till, wallMs: EpochMs): Promise<ExchangeRequest | null> {
  const {deviceId} = till.identity;
  const epoch = await oldestLateEpoch(till.ledger, till.identity);
  if (epoch === null) return null;
  const queued = await oldestQueued(till.ledger, {deviceId, epoch});
  const [first] = queued;
  if (first === undefined) return null;
  return signed(till, {
    protocol: protocolVersion,
    deviceId,
    epoch,
    baseSequence: first.sequence,
    operations: sentOperations(queued),
    wants: [],
    leaseVersion: 0,
    preposition: false,
    wallMs,
    session: null,
  });
}

async function signed({sign}: Till, request: ExchangeRequest): Promise<ExchangeRequest> {
  return sign === undefined ? request : {...request, signature: await sign(signedText(request))};
}
