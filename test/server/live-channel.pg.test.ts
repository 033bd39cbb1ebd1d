/** The live channel over real connections: what is committed anywhere is told to who should hear it. */
import type {AddressInfo} from 'node:net';
import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {followLive} from '../../renderer/uplink/follow-live.ts';
import {type AccountKey, accountKeySchema} from '../../shared/ledger/account-key.ts';
import type {More} from '../../shared/protocol/live.ts';
import {recallAndWait} from '../../sync/leases/recall.ts';
import {publishDocument} from '../../sync/storage/publish-document.ts';
import {transact} from '../../sync/storage/transact.ts';
import {product} from '../builders/facts.ts';
import {addKeyedTill, type KeyedTill} from '../postgres/keyed-till.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {addTestStore} from '../postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
let server: string;
const stops: AbortController[] = [];
beforeAll(async () => {
  shop = await testShop({allowedOrigins: ['https://till.example']});
  storeId = await addTestStore(shop, 'main');
  await shop.app.listen({port: 0, host: '127.0.0.1'});
  server = `http://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
});
afterAll(() => shop.close());

function open(till: KeyedTill, headers: Record<string, string> = {}, signal?: AbortSignal) {
  return fetch(`${server}/sync/v1/live`, {
    headers: {...till.authorization, ...headers},
    ...(signal && {signal}),
  });
}

/** The till's own code on the other end. */
function listen(till: KeyedTill) {
  const stop = new AbortController();
  stops.push(stop);
  const heard: More[] = [];
  const states: string[] = [];
  void followLive({
    ready: async () => undefined,
    open: signal => open(till, {}, signal),
    onMore: more => heard.push(more),
    onState: state => states.push(state),
    random: Math.random,
    signal: stop.signal,
  });
  return {heard, states, stop: () => stop.abort()};
}

async function liveUntil(till: KeyedTill): Promise<Date | null> {
  const row = await shop.db
    .selectFrom('device')
    .select('live_until')
    .where('device_id', '=', till.enrolment.deviceId)
    .executeTakeFirstOrThrow();
  return row.live_until;
}

/** A voucher with this many uses; answers the account of its uses. */
async function coupon(code: string, uses: number): Promise<AccountKey> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: `/v1/vouchers/${code}`,
    headers: shop.serverKey,
    payload: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'PERCENT', percent_off: 10},
      redemption: {quantity: uses},
    },
  });
  return accountKeySchema.parse(`v:${answer.json<{id: string}>().id}:uses`);
}

test('a stream that no proxy keeps, compresses or holds back, and a page that may call can read', async () => {
  const stop = new AbortController();
  const till = await addKeyedTill(shop, storeId, 'Headers');
  const headers = {origin: 'https://till.example', 'accept-encoding': 'gzip'};
  const answer = await open(till, headers, stop.signal);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-encoding')).toBeNull();
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://till.example');
  stop.abort();
});

test('a published document is told to every listener', async () => {
  const tills = [await addKeyedTill(shop, storeId, 'One'), await addKeyedTill(shop, storeId, 'Two')];
  const lines = tills.map(listen);
  await vi.waitFor(() => expect(lines.map(line => line.heard.length)).toEqual([1, 1]), 5_000);
  const before = lines[0]?.heard[0]?.feedHead ?? 0;
  await transact(shop.db, tx => publishDocument(tx, shop.projectId, product('mug', 100)));
  await shop.deps.stamper.stampNow(shop.projectId);
  await vi.waitFor(
    () => expect(lines.every(line => (line.heard.at(-1)?.feedHead ?? 0) > before)).toBe(true),
    5_000,
  );
});

test('what another process changed is told too: nobody has to say so', async () => {
  const till = await addKeyedTill(shop, storeId, 'Far');
  const {heard} = listen(till);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000);
  await shop.db
    .updateTable('device')
    .set(({eb}) => ({lease_version: eb('lease_version', '+', 1)}))
    .where('device_id', '=', till.enrolment.deviceId)
    .execute();
  await vi.waitFor(() => expect(heard.at(-1)?.leaseVersion).toBe((heard[0]?.leaseVersion ?? 0) + 1), 5_000);
});

test('a till counts as connected while its line is open, and no longer', async () => {
  const till = await addKeyedTill(shop, storeId, 'Counts');
  expect(await liveUntil(till)).toBeNull();
  const line = listen(till);
  await vi.waitFor(
    async () => expect((await liveUntil(till))?.getTime() ?? 0).toBeGreaterThan(shop.clock.nowMs()),
    5_000,
  );
  line.stop();
  await vi.waitFor(async () => expect(await liveUntil(till)).toBeNull(), 5_000);
});

async function giveBack(till: KeyedTill): Promise<void> {
  await till.exchange();
  till.returnRecalled();
  await till.exchange();
}

test('a till that was silent for a minute gives back at once what is asked for, because it listens', async () => {
  const till = await addKeyedTill(shop, storeId, 'Listens');
  const account = await coupon('LISTENS', 1);
  await till.exchange({wants: [{account, need: 1, level: 1}]});
  const stop = new AbortController();
  stops.push(stop);
  let words = 0;
  void followLive({
    ready: async () => undefined,
    open: signal => open(till, {}, signal),
    onMore({leaseVersion}) {
      words += 1;
      if (leaseVersion > till.leaseVersion) void giveBack(till);
    },
    onState: () => undefined,
    random: Math.random,
    signal: stop.signal,
  });
  await vi.waitFor(() => expect(words).toBe(1), 5_000);
  await vi.waitFor(async () => expect(await liveUntil(till)).not.toBeNull(), 5_000);
  shop.clock.advance(60_000);
  expect(await recallAndWait(shop.deps, shop.projectId, account, 1)).toEqual({free: true, heldByTills: 0});
});

test('a revoked till is told once more and its line ends', async () => {
  const till = await addKeyedTill(shop, storeId, 'Revoked');
  const {heard, states} = listen(till);
  await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000);
  await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/tills/${till.enrolment.deviceId}/revoke`,
    headers: shop.managementKey,
  });
  await vi.waitFor(() => expect(states).toEqual(['up', 'down']), 5_000);
  expect(heard).toHaveLength(2);
  expect((await open(till)).status).toBe(403);
});

test('the server does not wait for open lines when it stops', async () => {
  const own = await testShop();
  const till = await addKeyedTill(own, await addTestStore(own, 'main'), 'Last');
  await own.app.listen({port: 0, host: '127.0.0.1'});
  const url = `http://127.0.0.1:${(own.app.server.address() as AddressInfo).port}/sync/v1/live`;
  const answer = await fetch(url, {headers: till.authorization});
  const read = answer.text().catch(() => 'cut');
  await own.close();
  await read;
  expect(own.failures).toEqual([]);
});
