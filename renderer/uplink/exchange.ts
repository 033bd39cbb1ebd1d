import {epochMs} from '../../shared/kernel/epoch.ts';
import type {ExchangeRequest, ExchangeResponse} from '../../shared/protocol/exchange.ts';
import {type Applied, applyExchange, applyLate} from '../till-ledger/apply-exchange.ts';
import {type Asked, exchangeRequest, lateRequest} from '../till-ledger/exchange-request.ts';
import type {Till} from '../till-ledger/till.ts';
import type {Answer, Failure} from './answer.ts';

/** The way to the server: HTTP on a till (`http-line.ts`), a simulated network in the simulation. */
export interface Line {
  /** One request and its answer; never rejects. */
  send(request: ExchangeRequest): Promise<Answer<ExchangeResponse>>;
  /** The machine's own clock, in milliseconds. */
  readonly wallMs: () => number;
}

export type Exchanged =
  | {
      readonly ok: true;
      /** Operations that were sent. */
      readonly sent: number;
      readonly applied: Applied;
      readonly response: ExchangeResponse;
    }
  | {readonly ok: false; readonly sent: number; readonly failure: Failure};

/** One round trip: operations up; answers, leases and the time down, and into the books. */
export async function exchange(till: Till, line: Line, asked: Asked): Promise<Exchanged> {
  const request = await exchangeRequest(till, asked, epochMs(Math.floor(line.wallMs())));
  const sentMs = till.clock.monotonic.nowMs();
  const answer = await line.send(request);
  const sent = request.operations.length;
  if (!answer.ok) return {ok: false, sent, failure: answer.failure};
  till.clock.noteServerTime(answer.value.serverMs, sentMs);
  const applied = await applyExchange(till, request, answer.value, till.clock.nowMs());
  return {ok: true, sent, applied, response: answer.value};
}

/**
 * Sends what an earlier enrolment of this device left. It can wait, so trouble is no news: nothing left the queue.
 * @returns how many operations left the queue; 0 also when nothing was left.
 */
export async function exchangeLate(till: Till, line: Line): Promise<number> {
  const request = await lateRequest(till, epochMs(Math.floor(line.wallMs())));
  if (request === null) return 0;
  const answer = await line.send(request);
  return answer.ok ? applyLate(till, request, answer.value, till.clock.nowMs()) : 0;
}
