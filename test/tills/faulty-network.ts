import type {Fetch} from '../../renderer/uplink/request-json.ts';
import {json} from './sync-server-double.ts';

/** What happens to one request on its way. */
export type Fault =
  | 'none'
  /** The request never arrives. */
  | 'request-lost'
  /** It arrives and works, and the answer is lost. */
  | 'answer-lost'
  /** It arrives twice; the first answer comes back. */
  | 'doubled'
  /** The answer of the request before comes back again instead of its own. */
  | 'stale-answer'
  | 'error-500'
  | 'busy-503'
  /** Somebody's sign-in page. */
  | 'captive-portal'
  | 'foreign-json';

/** A network in front of `fetch` that has the next fault of `nextFault` for each request. */
export function faultyNetwork(fetch: Fetch, nextFault: () => Fault): Fetch {
  let former: Response | null = null;
  return async (url, init) => {
    const fault = nextFault();
    if (fault === 'request-lost') throw new TypeError('network error');
    if (fault === 'error-500') return json(500, {code: 500, key: 'internal_error', message: ''});
    if (fault === 'busy-503') return busy();
    if (fault === 'captive-portal') return new Response('<html>Sign in</html>', portal);
    if (fault === 'foreign-json') return json(200, {hello: 'world'});
    const answer = await fetch(url, init);
    if (fault === 'answer-lost') throw new TypeError('network error');
    if (fault === 'doubled') await fetch(url, init);
    const stale = former;
    former = answer.clone();
    return fault === 'stale-answer' && stale !== null ? stale : answer;
  };
}

const portal = {status: 200, headers: {'content-type': 'text/html; charset=utf-8'}};

function busy(): Response {
  const headers = {'content-type': 'application/json', 'retry-after': '0'};
  return new Response(JSON.stringify({key: 'service_unavailable', message: ''}), {status: 503, headers});
}
