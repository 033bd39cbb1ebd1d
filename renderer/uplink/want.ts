import type {AccountView, ExchangeRequest} from '../../shared/protocol/exchange.ts';
import type {TillLine, Turn} from './till-line.ts';

export type Want = ExchangeRequest['wants'][number];

/**
 * `accounts` is the server's book on each account asked for: why the till got what it got. What another till holds
 * was recalled by asking; an online one gives it back at its next beat, so asking again can help.
 */
export type WantAnswer =
  | {readonly ok: true; readonly accounts: readonly AccountView[]}
  | {readonly ok: false; readonly code: 'offline' | 'refused'};

/** A customer waits: after this the till goes on with what it holds. What is granted later is kept all the same. */
const TIMEOUT_MS = 4_000;

/** Asks the server for leases while a sale waits. */
export async function want(line: TillLine, wants: readonly Want[], upload: boolean): Promise<WantAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Turn>(resolve => {
    const lost: Turn = {outcome: 'lost', error: `no answer in ${TIMEOUT_MS} ms`, retryAfterMs: null};
    timer = setTimeout(() => resolve(lost), TIMEOUT_MS);
  });
  const turn = await Promise.race([line.turn({wants: [...wants], preposition: false, upload}), late]);
  clearTimeout(timer);
  if (turn.outcome === 'heard') return {ok: true, accounts: turn.accounts};
  return {ok: false, code: turn.outcome === 'refused' ? 'refused' : 'offline'};
}
