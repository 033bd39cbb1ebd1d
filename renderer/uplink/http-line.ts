import {exchangeResponseSchema} from '../../shared/protocol/exchange.ts';
import type {Line} from './exchange.ts';
import {type Fetch, requestJson} from './request-json.ts';

export interface HttpLineOptions {
  /** Brings the till's token along (`with-token.ts`). */
  readonly fetch: Fetch;
  readonly serverUrl: string;
  readonly timeoutMs: number;
  readonly wallMs: () => number;
}

/** Exchanges with the sync server over HTTP. */
export function httpLine({fetch, serverUrl, timeoutMs, wallMs}: HttpLineOptions): Line {
  return {
    wallMs,
    send: body =>
      requestJson(fetch, {
        method: 'POST',
        url: `${serverUrl}/sync/v1/exchange`,
        body,
        timeoutMs,
        schema: exchangeResponseSchema,
      }),
  };
}
