import {once} from 'node:events';
import {type IncomingMessage, request} from 'node:http';
import {text} from 'node:stream/consumers';
import type {Clock} from '../../shared/kernel/epoch.ts';
import {systemClock} from '../../sync/app/system-clock.ts';

interface Ask {
  readonly method?: 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: object;
}

export interface Answer {
  readonly statusCode: number;
  readonly body: string;
  json<T>(): T;
}

/** What a test till needs of a server: one inside this process (`TestShop`) or one that is reached over HTTP. */
export interface TillServer {
  readonly app: {inject(ask: Ask): Promise<Answer>};
  readonly clock: Clock;
  readonly managementKey: Readonly<Record<string, string>>;
}

/**
 * The server of another process. `localAddress`: where the requests seem to come from, for servers that count them by
 * address; the whole of 127.0.0.0/8 is this machine.
 */
export function httpServer(
  address: string,
  managementKey: TillServer['managementKey'],
  localAddress = '127.0.0.1',
): TillServer {
  const inject = async ({method, url, headers, payload}: Ask): Promise<Answer> => {
    const sent = payload === undefined ? null : JSON.stringify(payload);
    const asking = request(`${address}${url}`, {
      method: method ?? 'GET',
      localAddress,
      headers: {...headers, ...(sent === null ? {} : {'content-type': 'application/json'})},
    });
    asking.end(sent);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    const body = await text(answer);
    return {statusCode: answer.statusCode ?? 0, body, json: <T>() => JSON.parse(body) as T};
  };
  return {app: {inject}, clock: systemClock, managementKey};
}
