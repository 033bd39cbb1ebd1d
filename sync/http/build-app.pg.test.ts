import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {policyHeader, tillPolicy} from '../../shared/protocol/content-security-policy.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {systemClock} from '../app/system-clock.ts';
import {systemRandom} from '../app/system-random.ts';
import {makeStamper} from '../changes/stamper.ts';
import {openDatabase} from '../storage/database.ts';
import {pgFeedBook} from '../storage/documents/pg-feed-book.ts';
import {buildApp} from './build-app.ts';

let shop: TestShop;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-renderer-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Till</title>');
  await writeFile(join(folder, 'sw.js'), 'self.skipWaiting();');
  await writeFile(join(folder, 'assets/main-abc123.js'), `console.log('${'till '.repeat(500)}');`);
  shop = await testShop({rendererFolder: folder, allowedOrigins: ['https://till.example']});
});
afterAll(async () => {
  await shop.close();
  await rm(folder, {recursive: true});
});

test('health answers anyone', async () => {
  const answer = await shop.app.inject({url: '/sync/v1/health'});
  expect(answer.json()).toEqual({ok: true, mode: 'normal', version: '0.0.0-test'});
});

test('the OpenAPI description names every documented route, and its page allows no inline script', async () => {
  const json = await shop.app.inject({url: '/docs/json'});
  const {openapi, paths} = json.json<{openapi: string; paths: object}>();
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths)).toContain('/sync/v1/exchange');
  const page = await shop.app.inject({url: '/docs/'});
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/<script>[^<]/);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
});

describe('the till bundle', () => {
  test('is served under the policy of the shell', async () => {
    const page = await shop.app.inject({url: '/'});
    expect(page.body).toContain('<title>Till</title>');
    const policy = String(page.headers['content-security-policy']);
    expect(policy.split(';').sort()).toEqual(policyHeader(tillPolicy).split('; ').sort());
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  test.each([
    ['/', 'no-cache'],
    ['/sw.js', 'no-cache'],
    ['/assets/main-abc123.js', 'public, max-age=31536000, immutable'],
  ])('%s is cached as %s', async (url, cached) => {
    expect((await shop.app.inject({url})).headers['cache-control']).toBe(cached);
  });

  test('is compressed, and nothing beside it can be read', async () => {
    const url = '/assets/main-abc123.js';
    const answer = await shop.app.inject({url, headers: {'accept-encoding': 'gzip'}});
    expect(answer.headers['content-encoding']).toBe('gzip');
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/../../package.json'])
      expect((await shop.app.inject({url: path})).statusCode).toBeGreaterThanOrEqual(400);
  });
});

describe('one shape for every error', () => {
  const enrol = {method: 'POST', url: '/sync/v1/enrol'} as const;
  const json = {'content-type': 'application/json'};

  test.each([
    ['an unknown path', {url: '/v1/nothing-here?x=1'}, 404, 'not_found'],
    ['a path that is no URL', {url: '/v1/vouchers/%ff'}, 400, 'invalid_payload'],
    [
      'an unknown method, said to be JSON',
      {method: 'DELETE' as const, url: '/v1/products/x', headers: json},
      404,
      'not_found',
    ],
    ['malformed JSON', {...enrol, headers: json, payload: '{"code": '}, 400, 'invalid_payload'],
    ['no body', {...enrol, headers: json, payload: ''}, 400, 'invalid_payload'],
    ['a wrong type', {...enrol, payload: {protocol: '1'}}, 400, 'invalid_payload'],
    [
      'text',
      {...enrol, headers: {'content-type': 'text/plain'}, payload: 'x'},
      415,
      'unsupported_media_type',
    ],
    ['too much', {...enrol, headers: json, payload: `"${'x'.repeat(5e6)}"`}, 413, 'payload_too_large'],
  ])('%s', async (_, request, code, key) => {
    const answer = await shop.app.inject(request);
    expect(answer.statusCode).toBe(code);
    const body = answer.json<{request_id: string}>();
    expect(body).toMatchObject({code, key});
    expect(body.request_id).toMatch(/^v-[0-9a-f]{20,}$/);
    expect(JSON.stringify(body)).not.toMatch(/node_modules|at .*\.ts/);
  });

  test('malformed JSON and a wrong type are told apart by their details', async () => {
    const details = async (payload: string) => {
      const answer = await shop.app.inject({...enrol, headers: json, payload});
      return answer.json<{details: string}>().details;
    };
    expect(await details('{')).toBe('Invalid request payload JSON format');
    expect(await details('{"protocol": "1"}')).toBe('Property .protocol should be number');
  });

  test('too many attempts at enrolment', async () => {
    const attempt = () => shop.app.inject({...enrol, payload: {}, remoteAddress: '192.0.2.7'});
    const answers = await Promise.all(Array.from({length: 70}, attempt));
    const refused = answers.filter(answer => answer.statusCode === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]?.json()).toMatchObject({
      code: 429,
      key: 'too_many_requests',
      message: 'Too many requests hit the API too quickly.',
    });
  });

  test('a database that is gone is a 503, and its address stays here', async () => {
    const {db, close} = openDatabase('postgres://someone:secret@127.0.0.1:1/none');
    const failures: string[] = [];
    const logFailure = (line: string): void => {
      failures.push(line);
    };
    const stamper = makeStamper(pgFeedBook(db), logFailure);
    const deps = {...shop.deps, db, stamper, logFailure, clock: systemClock, random: systemRandom};
    const app = await buildApp({...deps, rendererFolder: null});
    const answer = await app.inject({url: '/sync/v1/admin/tills', headers: shop.managementKey});
    expect([answer.statusCode, answer.json()]).toMatchObject([503, {key: 'service_unavailable'}]);
    expect(answer.body).not.toContain('secret');
    expect(failures).toHaveLength(1);
    await app.close();
    await close();
  });
});

describe('who may call', () => {
  test('a route that does not say who may call lets nobody in', async () => {
    const app = await buildApp(shop.deps);
    app.get('/forgotten', () => 'open');
    for (const headers of [{}, shop.serverKey, shop.managementKey]) {
      const answer = await app.inject({url: '/forgotten', headers});
      expect([answer.statusCode, answer.body.includes('open')]).toEqual([401, false]);
    }
    await app.close();
  });

  test('a key opens routes of its own audience, with its own token, and no other', async () => {
    const {server, client, management} = shop.keys;
    const as = (appId: string, token: string) =>
      shop.app.inject({
        url: '/sync/v1/admin/tills',
        headers: {'x-management-id': appId, 'x-management-token': token},
      });
    expect((await as(management.appId, management.token)).statusCode).toBe(200);
    const others = [server, client, {...management, token: 'x'}, {...management, appId: 'nobody'}];
    for (const {appId, token} of [...others, {appId: "' or true --", token: ''}])
      expect((await as(appId, token)).statusCode).toBe(401);
  });

  test('pages of the packaged till and of named origins may call /sync/v1, nobody else', async () => {
    const allowed = async (origin: string, url = '/sync/v1/health') => {
      const answer = await shop.app.inject({url, headers: {origin}});
      return answer.headers['access-control-allow-origin'];
    };
    expect(await allowed('app://counterfoil')).toBe('app://counterfoil');
    expect(await allowed('https://till.example')).toBe('https://till.example');
    expect(await allowed('https://evil.example')).toBeUndefined();
    expect(await allowed('app://counterfoil', '/v1/vouchers')).toBeUndefined();
  });

  test('a preflight is answered, and a refusal can be read by the page that may call', async () => {
    const origin = 'app://counterfoil';
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const preflight = await shop.app.inject({method: 'OPTIONS', url: '/sync/v1/exchange', headers});
    expect([preflight.statusCode, preflight.headers['access-control-allow-origin']]).toEqual([204, origin]);
    const refused = await shop.app.inject({method: 'POST', url: '/sync/v1/exchange', headers: {origin}});
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([401, origin]);
  });
});

describe('demo mode', () => {
  test('answers this machine by its own names only, and no pages from elsewhere', async () => {
    const app = await buildApp({...shop.deps, mode: 'demo'});
    const status = async (headers: Record<string, string>) =>
      (await app.inject({url: '/sync/v1/health', headers})).statusCode;
    expect(await status({host: '127.0.0.1:4100'})).toBe(200);
    expect(await status({host: 'localhost:4100', origin: 'http://localhost:4100'})).toBe(200);
    expect(await status({host: '[::1]:4100', origin: 'app://counterfoil'})).toBe(200);
    expect(await status({host: 'rebound.example:4100'})).toBe(403);
    expect(await status({host: '127.0.0.1.evil.example'})).toBe(403);
    expect(await status({host: '127.0.0.1:4100', origin: 'https://evil.example'})).toBe(403);
    expect(await status({host: '127.0.0.1:4100', origin: 'null'})).toBe(403);
    await app.close();
  });

  test('its offer is not there in normal mode', async () => {
    expect((await shop.app.inject({url: '/sync/v1/demo'})).statusCode).toBe(404);
  });

  test('offers the first till one code until it is enrolled, and the PINs of its people', async () => {
    const app = await buildApp({...shop.deps, mode: 'demo'});
    const post = async (url: string, payload: object) =>
      (await app.inject({method: 'POST', url, payload, headers: shop.managementKey})).json<{id: string}>();
    const {id: storeId} = await post('/sync/v1/admin/stores', {sourceId: 'demo', name: 'Demo'});
    await post('/sync/v1/admin/tills', {storeId, name: 'Till 1'});
    const offer = async () =>
      (await app.inject({url: '/sync/v1/demo'})).json<{enrolmentCode: string | null; staff: object[]}>();
    const {enrolmentCode: code, staff} = await offer();
    expect(staff[0]).toMatchObject({name: expect.stringMatching(/./) as string, role: 'cashier'});
    expect((await offer()).enrolmentCode).toBe(code);
    const enrolled = await post('/sync/v1/enrol', {
      protocol: 1,
      code,
      nonce: 'nonce-of-the-demo-till',
      shell: 'browser',
      journal: 'none',
    });
    expect(enrolled).toMatchObject({tillName: 'Till 1'});
    expect((await offer()).enrolmentCode).toBeNull();
    await app.close();
  });
});
