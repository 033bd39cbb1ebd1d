/**
 * The uplink: keeps this till and the sync server in step for as long as the window is open.
 *
 * One window of a device leads: it sends the queue, takes in answers and leases, and pulls the feed. The others
 * follow its status, tell it when there is something to send, and ask for leases and changes themselves.
 */
import {createStore, type StoreApi} from 'zustand/vanilla';
import {findBridge} from '../bridge/find-bridge.ts';
import {enrolmentSecrets} from '../till-db/enrolment-secrets.ts';
import {readDownloadState} from '../till-db/read-cursor.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {watchQueue} from '../till-db/watch-queue.ts';
import {pruneSettled} from '../till-ledger/prune-settled.ts';
import {readSyncState} from '../till-ledger/sync-state.ts';
import {connecting} from './connection.ts';
import {windowFetch} from './enrol.ts';
import {type FeedPuller, windowPuller, workerPuller} from './feed-puller.ts';
import {findCode} from './find-code.ts';
import {httpLine} from './http-line.ts';
import {type Leadership, webLockLeadership} from './leadership.ts';
import {listenLive} from './listen-live.ts';
import {type Pace, usualPace} from './pace.ts';
import type {Fetch} from './request-json.ts';
import {runUplink} from './run-uplink.ts';
import {type TillLine, tillLine} from './till-line.ts';
import {fixedToken, type TillToken, tillToken} from './till-token.ts';
import type {Uplink} from './uplink.ts';
import type {UplinkStatus} from './uplink-status.ts';
import {wake} from './wake.ts';
import {want} from './want.ts';
import {type WindowWord, windowChannel} from './windows.ts';
import {withToken} from './with-token.ts';

export interface UplinkOptions {
  /** Default: what enrolment kept. */
  readonly token?: string;
  readonly fetch?: Fetch;
  readonly wallMs?: () => number;
  readonly pace?: Pace;
  readonly random?: () => number;
  readonly puller?: FeedPuller;
  readonly leadership?: Leadership;
}

const EXCHANGE_TIMEOUT_MS = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LOCK = 'counterfoil-uplink';

export function startUplink(till: TillContext, options: UplinkOptions = {}): Uplink {
  const stopped = new AbortController();
  const {signal} = stopped;
  const beat = wake();
  const preposition = {wanted: true};
  const status = createStore<UplinkStatus>(() => initialStatus(till));
  const scope = till.db.name === 'counterfoil' ? LOCK : `${LOCK} ${till.db.name}`;
  const line = openLine(till, options, status);
  const isLeader = () => status.getState().role === 'leader';

  function hear(word: WindowWord): void {
    if (word.kind === 'nudge') nudge();
    if (word.kind === 'status' && !isLeader()) status.setState({...word.status, role: 'follower'}, true);
    if (word.kind === 'hello' && isLeader()) channel.say({kind: 'status', status: status.getState()});
  }
  const channel = windowChannel(scope, hear);

  function nudge(): void {
    if (!isLeader()) channel.say({kind: 'nudge'});
    else if (mayStillSend(status.getState())) beat.now();
  }

  async function lead(): Promise<void> {
    if (signal.aborted) return;
    status.setState({role: 'leader'});
    const {pace = usualPace, random = Math.random} = options;
    const queued = () => status.getState().queued;
    const tidy = () => pruneSettled(till.ledger, till.clock.nowMs()).catch(() => 0);
    await tidy();
    const daily = setInterval(() => void tidy(), DAY_MS);
    signal.addEventListener('abort', () => clearInterval(daily));
    const opened = await line;
    const fresh = () => void opened.token.keepFresh();
    fresh();
    const hourly = setInterval(fresh, HOUR_MS);
    signal.addEventListener('abort', () => clearInterval(hourly));
    const live = listenLive({till, line: opened, open: opened.openLive, beat, random, signal, status});
    await runUplink({line: opened, pace, wake: beat, random, signal, preposition, queued, isLive: live.isUp});
  }

  const stopWatching = watchQueue(till.db, counts => status.setState(counts));
  const stopTelling = status.subscribe(now => {
    if (now.role === 'leader') channel.say({kind: 'status', status: now});
  });
  globalThis.addEventListener?.('online', nudge, {signal});
  (options.leadership ?? webLockLeadership(scope))(lead, signal);
  channel.say({kind: 'hello'});

  return {
    status,
    async want(wants) {
      const {state} = status.getState();
      if (state === 'offline' || state === 'refused') return {ok: false, code: state};
      return want(await line, wants, isLeader());
    },
    async pullNow() {
      const {state} = status.getState();
      if (state !== 'offline' && state !== 'refused') await (await line).pull();
    },
    async findCode(code) {
      const {state} = status.getState();
      if (state !== 'offline' && state !== 'refused') await (await line).findCode(code);
    },
    prepare() {
      preposition.wanted = true;
      nudge();
    },
    nudge,
    stop() {
      stopped.abort();
      beat.now();
      stopWatching();
      stopTelling();
      channel.close();
      void line.then(opened => opened.stop());
    },
  };
}

/** A fenced till is granted nothing and still brings what it sold; so does a revoked one, for the order it may finish. */
function mayStillSend({state, refusedReason}: UplinkStatus): boolean {
  return state !== 'refused' || refusedReason === 'till_fenced' || refusedReason === 'till_revoked';
}

interface OpenedLine extends TillLine {
  readonly token: TillToken;
  openLive(signal: AbortSignal): Promise<Response>;
  findCode(code: string): Promise<boolean>;
  stop(): void;
}

async function openLine(
  till: TillContext,
  options: UplinkOptions,
  status: StoreApi<UplinkStatus>,
): Promise<OpenedLine> {
  const {fetch: bareFetch = windowFetch, wallMs = Date.now} = options;
  const [token, sync, download] = await Promise.all([
    openToken(till, options, bareFetch),
    readSyncState(till.db.ledger),
    readDownloadState(till.db),
  ]);
  const start = connecting(till.clock.nowMs(), sync.lastContactMs);
  status.setState({lastContactMs: sync.lastContactMs, lastFullSyncMs: download.completeAtMs});
  const fetch = withToken(bareFetch, token);
  const {serverUrl} = till.identity;
  const source = () => ({serverUrl, token: token.current()});
  const inWindow = windowPuller(till.db, fetch, source);
  // An injected network cannot reach into a worker.
  const puller =
    options.puller ?? (options.fetch === undefined ? workerPuller(till.db, inWindow, source) : inWindow);
  const line = httpLine({fetch, serverUrl, timeoutMs: EXCHANGE_TIMEOUT_MS, wallMs});
  return {
    ...tillLine(till, line, puller, start, status),
    token,
    openLive: signal => fetch(`${serverUrl}/sync/v1/live`, {...liveRequest, signal}),
    findCode: code => findCode(fetch, till.db.cache, source(), code, till.clock.nowMs()),
    stop: () => puller.stop(),
  };
}

const liveRequest: RequestInit = {
  headers: {accept: 'text/event-stream'},
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'error',
};

async function openToken(till: TillContext, options: UplinkOptions, fetch: Fetch): Promise<TillToken> {
  if (options.token !== undefined) return fixedToken(options.token);
  const secrets = enrolmentSecrets(till.db.ledger, findBridge());
  return tillToken({till, secrets, secret: await secrets.read(), fetch});
}

function initialStatus(till: TillContext): UplinkStatus {
  return {
    state: 'connecting',
    sinceMs: till.clock.nowMs(),
    lastContactMs: null,
    lastFullSyncMs: null,
    queued: 0,
    problems: 0,
    skewMs: till.clock.skewMs,
    role: 'follower',
    snapshot: null,
  };
}
