/** Deny first, checked on every route there is: one that is added and forgotten here is found. */
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {addKeyedTill} from '../../test/postgres/keyed-till.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore} from '../../test/postgres/test-till.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await testShop();
});
afterAll(() => shop.close());

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
}

/** What anybody may ask: whether the server is there, its description, and what carries its own proof. */
const open = new Set([
  'GET /sync/v1/health',
  // Proven by a code, and by a signature.
  'POST /sync/v1/enrol',
  'POST /sync/v1/token',
]);

/** As Fastify prints them: a tree whose branches carry a piece of the path and, at their end, the methods. */
function routesOf(tree: string): Route[] {
  const pieces: string[] = [];
  const routes: Route[] = [];
  for (const line of tree.replace('(empty root node)', '').split('\n')) {
    const [, indent = '', piece = '', methods = ''] =
      /^((?:│ {3}| {4})*)(?:├── |└── )(\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (!line.includes('── ')) continue;
    const depth = indent.length / 4;
    pieces.splice(depth, pieces.length, piece);
    for (const method of methods.split(', '))
      if (method !== '' && method !== 'HEAD' && method !== 'OPTIONS')
        routes.push({method: method as Route['method'], path: pieces.join('')});
  }
  return routes;
}

function allRoutes(): Route[] {
  return routesOf(shop.app.printRoutes()).filter(({path}) => !path.startsWith('/docs'));
}

const filled = (path: string) => path.replace(/:[A-Za-z]+/g, 'till_x').replace('*', 'x');

test('the list of routes is the real one', () => {
  const names = allRoutes().map(({method, path}) => `${method} ${path}`);
  for (const known of [
    'POST /sync/v1/exchange',
    'GET /sync/v1/changes',
    'GET /sync/v1/live',
    'POST /sync/v1/admin/tills/:tillId/revoke',
    'POST /v1/redemptions',
    'GET /v1/vouchers/:code',
  ])
    expect(names).toContain(known);
  expect(names.length).toBeGreaterThan(40);
});

describe('every route', () => {
  test('refuses who brings nothing, and who brings a wrong key', async () => {
    const wrong = {
      authorization: `Bearer ${'x'.repeat(43)}`,
      'x-app-id': 'x',
      'x-app-token': 'x',
      'x-client-application-id': 'x',
      'x-client-token': 'x',
      'x-management-id': 'x',
      'x-management-token': 'x',
    };
    const let_in: string[] = [];
    let address = 0;
    for (const {method, path} of allRoutes()) {
      if (open.has(`${method} ${path}`)) continue;
      for (const headers of [{}, wrong]) {
        // From many places: one alone is not listened to any more after so many wrong keys.
        address += 1;
        const remoteAddress = `192.0.2.${address % 250}`;
        const answer = await shop.app.inject({method, url: filled(path), headers, remoteAddress});
        if (answer.statusCode !== 401) let_in.push(`${method} ${path}: ${answer.statusCode}`);
      }
    }
    expect(let_in).toEqual([]);
  });

  test('of a till refuses API keys and a till that was revoked, but for the hand-over of what it sold', async () => {
    const till = await addKeyedTill(shop, await addTestStore(shop, 'main'), 'Revoked');
    await shop.app.inject({
      method: 'POST',
      url: `/sync/v1/admin/tills/${till.enrolment.deviceId}/revoke`,
      headers: shop.managementKey,
    });
    const tillRoutes = allRoutes().filter(
      ({method, path}) =>
        path.startsWith('/sync/v1/') && !path.startsWith('/sync/v1/admin/') && !open.has(`${method} ${path}`),
    );
    expect(tillRoutes.length).toBeGreaterThan(2);
    for (const {method, path} of tillRoutes) {
      const ask = (headers: Readonly<Record<string, string>>) =>
        shop.app.inject({method, url: filled(path), headers});
      expect((await ask({...shop.serverKey, ...shop.managementKey})).statusCode).toBe(401);
      const answer = await ask(till.authorization);
      const isHandOver = path === '/sync/v1/exchange';
      expect([path, answer.statusCode === 403]).toEqual([path, !isHandOver]);
    }
    expect((await till.post()).statusCode).toBe(200);
  });
});

describe('who calls too often', () => {
  test('with wrong keys is not listened to for a while, from that address', async () => {
    const guess = (remoteAddress: string) =>
      shop.app.inject({url: '/sync/v1/admin/tills', headers: {'x-management-id': 'x'}, remoteAddress});
    await Promise.all(Array.from({length: 320}, () => guess('198.51.100.7')));
    const answer = await guess('198.51.100.7');
    expect([answer.statusCode, answer.json()]).toMatchObject([429, {key: 'too_many_requests'}]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess('198.51.100.8')).statusCode).toBe(401);
  });

  test('behind a proxy that is trusted counts by its own address, and nobody else can say one', async () => {
    const behind = await testShop({trustedProxies: ['10.0.0.0/8']});
    const guess = (app: TestShop['app'], remoteAddress: string, told: string) => {
      const headers = {'x-management-id': 'x', 'x-forwarded-for': told};
      return app.inject({url: '/sync/v1/admin/tills', headers, remoteAddress});
    };
    const often = Array.from({length: 320}, (_, n) => n);
    await Promise.all(often.map(() => guess(behind.app, '10.1.2.3', '198.51.100.7')));
    expect((await guess(behind.app, '10.1.2.3', '198.51.100.7')).statusCode).toBe(429);
    expect((await guess(behind.app, '10.1.2.3', '198.51.100.8')).statusCode).toBe(401);
    await Promise.all(often.map(n => guess(behind.app, '203.0.113.5', `192.0.2.${n % 250}`)));
    expect((await guess(behind.app, '203.0.113.5', '192.0.2.251')).statusCode).toBe(429);
    await behind.close();
  });

  test('as a till is told when to come back, and other tills are not', async () => {
    const storeId = await addTestStore(shop, 'busy');
    const [busy, calm] = [
      await addKeyedTill(shop, storeId, 'Busy'),
      await addKeyedTill(shop, storeId, 'Calm'),
    ];
    await shop.app.listen({port: 0, host: '127.0.0.1'});
    const {port} = shop.app.server.address() as AddressInfo;
    const stop = new AbortController();
    const listen = () =>
      fetch(`http://127.0.0.1:${port}/sync/v1/live`, {headers: busy.authorization, signal: stop.signal});
    const answers = await Promise.all(Array.from({length: 70}, listen));
    const refused = answers.filter(answer => answer.status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    stop.abort();
    expect(await calm.statusWith(calm.token)).toBe(200);
  });
});
