import type {TestShop} from './test-shop.ts';

type Answer = Readonly<Record<string, unknown>>;

/** Calls of the REST API with the server key, as a client makes them. */
export interface Rest {
  get(path: string): Promise<RestAnswer>;
  post(path: string, body?: unknown): Promise<RestAnswer>;
  put(path: string, body: unknown): Promise<RestAnswer>;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: Answer;
}

export function restOf(shop: TestShop): Rest {
  const call = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<RestAnswer> => {
    const payload = body === undefined ? {} : {payload: JSON.stringify(body)};
    const headers = {...shop.serverKey, ...(body === undefined ? {} : {'content-type': 'application/json'})};
    const answer = await shop.app.inject({method, url, headers, ...payload});
    return {status: answer.statusCode, body: answer.json<Answer>()};
  };
  return {
    get: path => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
  };
}
