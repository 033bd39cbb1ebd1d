/**
 * What a word of the live channel sets off: an exchange when this till's leases changed, a download when the feed moved.
 * While it works the till speaks up less often; when it breaks off the till looks at once whether the server is there.
 */
import type {StoreApi} from 'zustand/vanilla';
import type {More} from '../../shared/protocol/live.ts';
import {readSyncState} from '../till-ledger/sync-state.ts';
import type {Till} from '../till-ledger/till.ts';
import {followLive} from './follow-live.ts';
import type {TillLine} from './till-line.ts';
import type {UplinkStatus} from './uplink-status.ts';
import type {Wake} from './wake.ts';

export interface LiveLinkOptions {
  readonly till: Pick<Till, 'ledger' | 'replica'>;
  readonly line: Pick<TillLine, 'pull'>;
  /** Opens the stream. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly beat: Wake;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly status: StoreApi<UplinkStatus>;
}

export interface LiveLink {
  isUp(): boolean;
}

export function listenLive(options: LiveLinkOptions): LiveLink {
  const {open, beat, random, signal, status} = options;
  let isUp = false;
  void followLive({
    ready: () => online(status, signal),
    open,
    onMore: more =>
      void take(options, more).catch((error: unknown) => console.error('the live channel:', error)),
    onState(state) {
      isUp = state === 'up';
      if (!isUp && !signal.aborted) beat.now();
    },
    random,
    signal,
  });
  return {isUp: () => isUp};
}

async function take(
  {till, line, beat, random, signal}: LiveLinkOptions,
  {feedHead, leaseVersion, spreadMs = 0}: More,
): Promise<void> {
  if (leaseVersion > (await readSyncState(till.ledger)).leaseVersion) beat.now();
  if (feedHead <= (await till.replica.position())) return;
  if (spreadMs > 0) await new Promise(resolve => setTimeout(resolve, random() * spreadMs));
  if (!signal.aborted && feedHead > (await till.replica.position())) await line.pull();
}

/** Resolves when the till is online, or stops. */
function online(status: StoreApi<UplinkStatus>, signal: AbortSignal): Promise<void> {
  if (signal.aborted || status.getState().state === 'online') return Promise.resolve();
  return new Promise(resolve => {
    const unsubscribe = status.subscribe(({state}) => {
      if (state === 'online') done();
    });
    function done(): void {
      unsubscribe();
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
