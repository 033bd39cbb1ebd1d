/** The demo's own client: what it loads goes through the REST API with the demo keys, as a user's data does. */
import type {App} from '../http/app-type.ts';
import {demoKeys} from './demo-keys.ts';

type Answer = Readonly<Record<string, unknown>>;

export interface DemoClient {
  /** The answer's body. Throws with route and answer when it is not 2xx: the demo files are then wrong. */
  post(path: string, body: object): Promise<Answer>;
  /** null for 404. */
  get(path: string): Promise<Answer | null>;
}

const headers = {
  'x-app-id': demoKeys.server.appId,
  'x-app-token': demoKeys.server.token,
  'x-management-id': demoKeys.management.appId,
  'x-management-token': demoKeys.management.token,
};

export function demoClient(app: App): DemoClient {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const response = await app.inject({method, url: path, headers, ...(body && {payload: body})});
    const {statusCode} = response;
    if (method === 'GET' && statusCode === 404) return null;
    if (statusCode < 200 || statusCode > 299)
      throw new Error(
        `The demo shop: ${method} ${path} answered ${statusCode}: ${response.body.slice(0, 500)}`,
      );
    return response.body === '' ? {} : response.json<Answer>();
  };
  return {
    post: async (path, body) => (await ask('POST', path, body)) ?? {},
    get: path => ask('GET', path),
  };
}

/** The id in an answer of the API. */
export function idOf(answer: Answer): string {
  const {id} = answer;
  if (typeof id !== 'string') throw new Error(`No id in ${JSON.stringify(answer).slice(0, 200)}`);
  return id;
}
