import {expect, test} from 'vitest';
import {z} from 'zod';
import {json} from '../../test/tills/sync-server-double.ts';
import {type Fetch, requestJson} from './request-json.ts';

const schema = z.object({n: z.int()});
const ask = (fetch: Fetch, timeoutMs = 1_000) =>
  requestJson(fetch, {method: 'GET', url: 'http://server.test/n', token: 'secret', timeoutMs, schema});

test('an answer is parsed and handed over', async () => {
  expect(await ask(async () => json(200, {n: 3, more: true}))).toEqual({ok: true, value: {n: 3}});
});

test('the token goes to the server asked, and to no other: redirects are not followed', async () => {
  let init: RequestInit = {};
  await ask(async (_url, given) => {
    init = given;
    return json(200, {n: 1});
  });
  expect(init).toMatchObject({redirect: 'error', credentials: 'omit', cache: 'no-store'});
  expect(init.headers).toMatchObject({authorization: 'Bearer secret'});
});

test.each<[string, Response]>([
  ['a sign-in page', new Response('<html>', {headers: {'content-type': 'text/html'}})],
  ['a page without a type', new Response('{"n": 1}', {headers: {'content-type': ''}})],
  ['JSON of something else', json(200, {n: 'three'})],
  ['an error page of something else', json(500, ['oops'])],
])('%s is not the server', async (_name, response) => {
  expect(await ask(async () => response)).toMatchObject({ok: false, failure: {kind: 'foreign'}});
});

test('a refusal keeps its key and how long to wait', async () => {
  const headers = {'content-type': 'application/json', 'retry-after': '2'};
  const body = JSON.stringify({code: 429, key: 'too_many_requests', message: 'slow down'});
  expect(await ask(async () => new Response(body, {status: 429, headers}))).toMatchObject({
    failure: {kind: 'refused', status: 429, key: 'too_many_requests', retryAfterMs: 2_000},
  });
});

test('broken JSON and a network that fails are unreachable, with what happened', async () => {
  const broken = new Response('{"n":', {headers: {'content-type': 'application/json'}});
  expect(await ask(async () => broken)).toMatchObject({failure: {kind: 'unreachable'}});
  const refused = ask(async () => Promise.reject(new TypeError('connection refused')));
  expect(await refused).toMatchObject({failure: {kind: 'unreachable', message: 'connection refused'}});
});

test('a server that does not answer is given up after the time-out', async () => {
  const silent: Fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  expect(await ask(silent, 10)).toMatchObject({
    failure: {kind: 'unreachable', message: 'no answer in 10 ms'},
  });
});
