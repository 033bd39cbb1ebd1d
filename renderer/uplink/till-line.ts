/**
 * One window's talk with the server: a turn is an exchange and everything that follows from its answer. Keeps the
 * status the screens show. Nothing here rejects: trouble is an outcome.
 */
import type {StoreApi} from 'zustand/vanilla';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {AccountView} from '../../shared/protocol/exchange.ts';
import {noteAttempt, noteContact} from '../till-ledger/apply-exchange.ts';
import {countQueue} from '../till-ledger/count-queue.ts';
import type {Asked} from '../till-ledger/exchange-request.ts';
import {forgetErasedCustomers} from '../till-ledger/forget-customers.ts';
import {keepClock} from '../till-ledger/kept-clock.ts';
import {returnRecalledLeases} from '../till-ledger/return-lease.ts';
import type {SyncState} from '../till-ledger/sync-state.ts';
import {takeRollbacks} from '../till-ledger/take-rollbacks.ts';
import type {Till} from '../till-ledger/till.ts';
import {backgroundWants} from './background-wants.ts';
import {type Connection, type ConnectionEvent, connectionAfter} from './connection.ts';
import {type Exchanged, exchange, exchangeLate, type Line} from './exchange.ts';
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
  /** Other than good: nothing is granted any more, and what is queued is still taken. */
  readonly standing: SyncState['standing'];
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

const standingReason = {fenced: 'till_fenced', revoked: 'till_revoked'} as const;

/** The clock and the last contact are written so often at most: each is a flush. */
const KEEP_EVERY_MS = 15_000;

export function tillLine(
  till: Till,
  line: Line,
  puller: FeedPuller,
  start: Connection,
  status: StoreApi<UplinkStatus>,
): TillLine {
  const inTurn = takeTurns();
  const inPull = takeTurns();
  const background = backgroundWants(till);
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
    await keepClock(till.ledger, till.clock);
    if (isContact) await noteContact(till.ledger, till.clock.nowMs());
    if (isContact) hasError = false;
  }

  async function turn(asked: Asked): Promise<Turn> {
    try {
      const isBeat = asked.upload && asked.wants.length === 0;
      const wants = isBeat ? await background.now() : asked.wants;
      const exchanged = await exchange(till, line, {...asked, wants});
      if (exchanged.ok && isBeat) background.heard(wants);
      const heard = await after(exchanged);
      const late = heard.outcome === 'heard' && asked.upload ? await exchangeLate(till, line) : 0;
      const result = late > 0 && heard.outcome === 'heard' ? {...heard, again: true} : heard;
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
    const {standing} = applied;
    note(
      standing === 'good' ? {kind: 'heard', atMs} : {kind: 'refused', atMs, reason: standingReason[standing]},
    );
    const returned = await returnRecalledLeases(till);
    const told = await takeRollbacks(till, response.reversals ?? []);
    const {queued} = await countQueue(till.ledger);
    const position = await till.replica.position();
    // A head that lies behind is that of a server that was played back: the feed says what to do about it.
    if (response.feedHead !== position || (applied.acknowledged > 0 && (await hasEdits()))) void pull();
    else if (queued === 0) status.setState({lastFullSyncMs: atMs});
    const again = returned > 0 || told > 0 || (applied.acknowledged > 0 && queued > 0);
    return {
      outcome: 'heard',
      accounts: response.accounts,
      again,
      standing,
      stuck: sent > 0 && applied.acknowledged === 0,
    };
  }

  /** What the server made of an edit is known here once the feed was read after its answer, changed or not. */
  async function hasEdits(): Promise<boolean> {
    return (await till.ledger.operation.count('kind', 'edit')) > 0;
  }

  async function pullOnce(): Promise<void> {
    const pulled = await puller.pull(till.clock.nowMs(), progress => {
      status.setState({snapshot: progress.applied < progress.head ? progress : null});
    });
    status.setState({snapshot: null});
    if (!pulled.ok) return;
    await forgetErasedCustomers(till);
    const {queued} = await countQueue(till.ledger);
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
      await noteAttempt(till.ledger, {error, nextTryMs}).catch(() => undefined);
    },
  };
}
