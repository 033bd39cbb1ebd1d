/**
 * One window's talk with the server: a turn is an exchange and everything that follows from its answer. Keeps the
 * status the screens show. Nothing here rejects: trouble is an outcome.
 */
import type {StoreApi} from 'zustand/vanilla';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {readCursor} from '../till-db/apply-changes.ts';
import {noteAttempt, noteContact} from '../till-db/apply-exchange.ts';
import type {Asked} from '../till-db/exchange-request.ts';
import {keepClock} from '../till-db/kept-clock.ts';
import {countQueue} from '../till-db/queue.ts';
import {returnRecalledLeases} from '../till-db/return-lease.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {type Connection, type ConnectionEvent, connectionAfter} from './connection.ts';
import {type Exchanged, exchange, type Line} from './exchange.ts';
import type {FeedPuller} from './feed-puller.ts';
import {failureText, refusedReason, retryAfterMs} from './judge.ts';
import {takeTurns} from './take-turns.ts';
import {connectionStatus, type UplinkStatus} from './uplink-status.ts';

/** `again`: there is more to say at once. `stuck`: the server answered and took nothing of the queue. */
interface Heard {
  readonly outcome: 'heard';
  readonly accounts: readonly AccountView[];
  readonly again: boolean;
  readonly stuck: boolean;
}
interface Unheard<O extends string> {
  readonly outcome: O;
  readonly error: string;
  readonly retryAfterMs: number | null;
}
export type Turn = Heard | Unheard<'lost'> | Unheard<'refused'>;

export interface TillLine {
  turn(asked: Asked): Promise<Turn>;
  /** Pulls what is newer than what is here; waits for a pull under way and then looks again. */
  pull(): Promise<void>;
  connection(): Connection;
  /** Remembers a failed turn for the list of what waits. */
  noteFailure(error: string, nextTryInMs: number): Promise<void>;
}

/** The clock and the last contact are written so often at most: each is a flush. */
const KEEP_EVERY_MS = 15_000;

export function tillLine(
  till: TillContext,
  line: Line,
  puller: FeedPuller,
  start: Connection,
  status: StoreApi<UplinkStatus>,
): TillLine {
  const inTurn = takeTurns();
  const inPull = takeTurns();
  let connection = start;
  let pulling: Promise<void> | null = null;
  let keptAtMs = Number.NEGATIVE_INFINITY;
  let hasError = false;

  function note(event: ConnectionEvent): void {
    connection = connectionAfter(connection, event);
    const {skewMs} = till.clock;
    const {refusedReason: _former, ...rest} = status.getState();
    status.setState({...rest, ...connectionStatus(connection), skewMs}, true);
  }

  async function keepNotes(isContact: boolean): Promise<void> {
    const nowMs = till.clock.monotonic.nowMs();
    const isDue = nowMs - keptAtMs >= KEEP_EVERY_MS;
    if (!isDue && !(isContact && hasError)) return;
    keptAtMs = nowMs;
    await till.clock.monotonic.refresh();
    await keepClock(till.db.ledger, till.clock);
    if (isContact) await noteContact(till.db.ledger, till.clock.nowMs());
    if (isContact) hasError = false;
  }

  async function turn(asked: Asked): Promise<Turn> {
    try {
      const exchanged = await exchange(till, line, asked);
      const result = await after(exchanged);
      await keepNotes(result.outcome === 'heard');
      return result;
    } catch (error) {
      // The till's own storage: closed, full or gone. The queue is as safe as it was.
      note({kind: 'lost', atMs: till.clock.nowMs()});
      return {outcome: 'lost', error: String(error), retryAfterMs: null};
    }
  }

  async function after(exchanged: Exchanged): Promise<Turn> {
    const atMs = till.clock.nowMs();
    if (!exchanged.ok) {
      const {failure} = exchanged;
      const reason = refusedReason(failure);
      note(reason === null ? {kind: 'lost', atMs} : {kind: 'refused', atMs, reason});
      return {
        outcome: reason === null ? 'lost' : 'refused',
        error: failureText(failure),
        retryAfterMs: retryAfterMs(failure),
      };
    }
    const {applied, response, sent} = exchanged;
    if (!applied.ok) {
      note({kind: 'refused', atMs, reason: applied.code});
      return {
        outcome: 'refused',
        error: 'the server knows more of this till than it does',
        retryAfterMs: null,
      };
    }
    note({kind: 'heard', atMs});
    const returned = applied.recalled > 0 ? await returnRecalledLeases(till) : 0;
    const {queued} = await countQueue(till.db);
    const {position} = await readCursor(till.db.cache);
    if (response.feedHead > position) void pull();
    else if (queued === 0) status.setState({lastFullSyncMs: atMs});
    const again = returned > 0 || (applied.acknowledged > 0 && queued > 0);
    return {
      outcome: 'heard',
      accounts: response.accounts,
      again,
      stuck: sent > 0 && applied.acknowledged === 0,
    };
  }

  async function pullOnce(): Promise<void> {
    const {serverUrl} = till.identity;
    const feed = {serverUrl, token: line.token, nowMs: till.clock.nowMs()};
    const pulled = await puller.pull(feed, progress => {
      status.setState({snapshot: progress.applied < progress.head ? progress : null});
    });
    status.setState({snapshot: null});
    if (!pulled.ok) return;
    const {queued} = await countQueue(till.db);
    if (queued === 0) status.setState({lastFullSyncMs: till.clock.nowMs()});
  }

  function pull(): Promise<void> {
    pulling ??= inPull(pullOnce)
      .catch((error: unknown) => console.error('the download broke off:', error))
      .finally(() => {
        pulling = null;
      });
    return pulling;
  }

  return {
    turn: asked => inTurn(() => turn(asked)),
    async pull() {
      if (pulling !== null) await pulling;
      await pull();
    },
    connection: () => connection,
    async noteFailure(error, nextTryInMs) {
      hasError = true;
      const nextTryMs = epochMs(Math.round(till.clock.nowMs() + nextTryInMs));
      await noteAttempt(till.db.ledger, {error, nextTryMs}).catch(() => undefined);
    },
  };
}
