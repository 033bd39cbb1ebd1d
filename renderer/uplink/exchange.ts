import {epochMs} from '../../shared/kernel/epoch.ts';
import {type ExchangeResponse, exchangeResponseSchema} from '../../shared/protocol/exchange.ts';
import {type Applied, applyExchange} from '../till-db/apply-exchange.ts';
import {type Asked, exchangeRequest} from '../till-db/exchange-request.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {type Failure, type Fetch, requestJson} from './request-json.ts';

export interface Line {
  readonly fetch: Fetch;
  readonly token: string;
  readonly timeoutMs: number;
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
export async function exchange(till: TillContext, line: Line, asked: Asked): Promise<Exchanged> {
  const request = await exchangeRequest(till, asked, epochMs(Math.floor(line.wallMs())));
  const sentMs = till.clock.monotonic.nowMs();
  const answer = await requestJson(line.fetch, {
    method: 'POST',
    url: `${till.identity.serverUrl}/sync/v1/exchange`,
    token: line.token,
    body: request,
    timeoutMs: line.timeoutMs,
    schema: exchangeResponseSchema,
  });
  const sent = request.operations.length;
  if (!answer.ok) return {ok: false, sent, failure: answer.failure};
  till.clock.noteServerTime(answer.value.serverMs, sentMs);
  const applied = await applyExchange(till, answer.value, till.clock.nowMs());
  return {ok: true, sent, applied, response: answer.value};
}
