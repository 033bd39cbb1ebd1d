import 'fake-indexeddb/auto';
import {afterEach, expect, test, vi} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {DeviceId} from '../../shared/kernel/id.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {type Fault, faultyNetwork} from '../../test/tills/faulty-network.ts';
import {saleDraft, sold, spendableOf} from '../../test/tills/sale-draft.ts';
import {json, type SyncServerDouble, syncServerDouble} from '../../test/tills/sync-server-double.ts';
import {stillMonotonic} from '../../test/tills/test-identity.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {dropCache} from '../till-db/drop-cache.ts';
import {findVoucher} from '../till-db/find-voucher.ts';
import {readQueue} from '../till-db/queue.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale} from '../till-ledger/complete-sale.ts';
import type {Pace} from './pace.ts';
import type {Fetch} from './request-json.ts';
import {startUplink} from './start-uplink.ts';
import type {Uplink} from './uplink.ts';

const three = percent('THREE', 10, {usesLimit: 3});
const uses = 'v:v_THREE:uses';
const documents = [settings(), product('mug', 2400), ...(three.voucher ? [three.voucher] : [])];
const quick: Pace = {onlineMs: 20, firstBackOffMs: 5, longestBackOffMs: 20, refusedMs: 40};

const running: Uplink[] = [];
afterEach(() => {
  for (const uplink of running.splice(0)) uplink.stop();
});

interface Running {
  readonly till: TillContext;
  readonly uplink: Uplink;
  readonly server: SyncServerDouble;
}

async function run(
  given: {server?: SyncServerDouble; deviceId?: DeviceId; fault?: () => Fault; fetch?: Fetch} = {},
): Promise<Running> {
  const server = given.server ?? syncServerDouble(openingMs);
  const deviceId = given.deviceId ?? 'till_one';
  server.addDevice(deviceId);
  if (given.server === undefined) server.publish(...documents);
  const till = await testTill({deviceId});
  await publishTo(till.db, documents);
  const fetch = given.fetch ?? faultyNetwork(server.fetch, given.fault ?? (() => 'none'));
  const uplink = startUplink(till, {token: 'token', fetch, pace: quick});
  running.push(uplink);
  return {till, uplink, server};
}

const status = (uplink: Uplink) => uplink.status.getState();
const until = (check: () => void | Promise<void>) => vi.waitFor(check, {timeout: 3_000, interval: 5});
async function sell(till: TillContext, offers = [three]) {
  return completeSale(till, await saleDraft(till, cart({mug: {}}), offers));
}

test('a sale is sent once the server is there, and the queue is empty', async () => {
  const {till, uplink, server} = await run();
  sold(await sell(till, []));
  uplink.nudge();
  await until(() => expect(server.received('till_one')).toEqual([1]));
  await until(async () => expect((await readQueue(till.db)).queued).toBe(0));
  await until(() => expect(status(uplink)).toMatchObject({state: 'online', queued: 0, role: 'leader'}));
  expect((await readQueue(till.db)).entries).toMatchObject([{state: 'acknowledged', outcome: 'accepted'}]);
});

test.each<Fault>(['request-lost', 'answer-lost', 'doubled', 'stale-answer', 'error-500', 'busy-503'])(
  'each operation arrives once, whatever happens to every second request (%s)',
  async fault => {
    let requests = 0;
    const {till, uplink, server} = await run({
      fault: () => {
        requests += 1;
        return requests % 2 === 1 ? 'none' : fault;
      },
    });
    server.open(uses, 3);
    await until(() => expect(status(uplink).state).toBe('online'));
    await until(async () => {
      await uplink.want([{account: uses, need: 1, level: 3}]);
      expect(await spendableOf(till)).toBeGreaterThan(0);
    });
    sold(await sell(till));
    sold(await sell(till, []));
    uplink.nudge();
    await until(async () => expect((await readQueue(till.db)).queued).toBe(0));
    expect(server.received('till_one')).toEqual([1, 2]);
    expect(server.posted(uses)).toBe(1);
  },
);

test.each<Fault>(['captive-portal', 'foreign-json', 'request-lost'])(
  'something that is not the server (%s) is offline: selling goes on and nothing leaves the queue',
  async fault => {
    const {till, uplink} = await run({fault: () => fault});
    await until(() => expect(status(uplink).state).toBe('offline'));
    sold(await sell(till, []));
    await until(async () => {
      uplink.nudge();
      const [entry] = (await readQueue(till.db)).entries;
      expect(entry).toMatchObject({state: 'queued', receiptNumber: '03-000001'});
      expect(entry?.tries).toBeGreaterThan(0);
      expect(entry?.lastError).toBeTruthy();
    });
    expect(status(uplink)).toMatchObject({queued: 1, lastContactMs: null});
    expect(await uplink.want([{account: uses, need: 1, level: 1}])).toEqual({ok: false, code: 'offline'});
  },
);

test('an outage ends by itself, and the error of the meantime is forgotten', async () => {
  let isDown = true;
  const {till, uplink} = await run({fault: () => (isDown ? 'request-lost' : 'none')});
  sold(await sell(till, []));
  await until(() => expect(status(uplink).state).toBe('offline'));
  isDown = false;
  await until(() => expect(status(uplink)).toMatchObject({state: 'online', queued: 0}));
});

test('a revoked till is told so, keeps its queue, and asks rarely', async () => {
  const {till, uplink, server} = await run();
  await until(() => expect(status(uplink).state).toBe('online'));
  server.revoke('till_one');
  await until(() => expect(status(uplink)).toMatchObject({state: 'refused', refusedReason: 'till_revoked'}));
  sold(await sell(till, []));
  await until(() => expect(status(uplink).queued).toBe(1));
  expect(await uplink.want([{account: uses, need: 1, level: 1}])).toEqual({ok: false, code: 'refused'});
});

test.each([
  [401, 'unauthorized', 'unauthorized'],
  [401, 'signature_invalid', 'key_lost'],
  [404, 'not_found', 'wrong_server'],
])('status %i (%s) is shown as %s', async (code, key, refusedReason) => {
  const {uplink} = await run({fetch: async () => json(code, {code, key, message: ''})});
  await until(() => expect(status(uplink)).toMatchObject({state: 'refused', refusedReason}));
});

test('a till that lost its memory stops before it uses a number twice', async () => {
  const server = syncServerDouble(openingMs);
  const {uplink} = await run({server});
  server.setApplied('till_one', 7);
  await until(() => expect(status(uplink)).toMatchObject({state: 'refused', refusedReason: 'amnesia'}));
});

test.each([2, -2])('a wall clock %i days off is corrected, told, and loses nothing', async days => {
  const server = syncServerDouble(openingMs);
  server.addDevice('till_one');
  server.open(uses, 3);
  server.publish(...documents);
  const wallMs = () => epochMs(openingMs + days * 86_400_000);
  const till = await testTill({nowMs: wallMs, monotonic: stillMonotonic()});
  await publishTo(till.db, documents);
  const uplink = startUplink(till, {token: 'token', fetch: server.fetch, pace: quick, wallMs});
  running.push(uplink);
  await until(() => expect(status(uplink).skewMs).toBe(days * 86_400_000));
  await uplink.want([{account: uses, need: 1, level: 1}]);
  const sale = sold(await sell(till));
  expect(sale.completedAtMs).toBe(openingMs);
  uplink.nudge();
  await until(() => expect(server.posted(uses)).toBe(1));
  expect(server.requests.at(-1)?.wallMs).toBe(wallMs());
});

test('wants bring leases and the server’s book; two tills share three uses as two and one', async () => {
  const one = await run();
  const two = await run({server: one.server, deviceId: 'till_two'});
  one.server.open(uses, 3);
  const answer = await one.uplink.want([{account: uses, need: 1, level: 2}]);
  expect(answer).toMatchObject({ok: true, accounts: [{free: 1, heldByTills: [{amount: 2, mine: true}]}]});
  await two.uplink.want([{account: uses, need: 1, level: 2}]);
  expect([await spendableOf(one.till), await spendableOf(two.till)]).toEqual([2, 1]);
  for (const {till} of [one, one, two]) sold(await sell(till));
  expect((await saleDraft(one.till, cart({mug: {}}), [three])).decision.verdicts[0]).toMatchObject({
    refusal: {code: 'lease_empty'},
  });
});

test('a recalled lease is given back at the next beat, and the till that asked gets it', async () => {
  const one = await run();
  const two = await run({server: one.server, deviceId: 'till_two'});
  one.server.open(uses, 1);
  await one.uplink.want([{account: uses, need: 1, level: 1}]);
  const want = [{account: uses, need: 1, level: 1}] as const;
  expect(await two.uplink.want([...want])).toMatchObject({accounts: [{heldByTills: [{mine: false}]}]});
  await until(async () => {
    await two.uplink.want([...want]);
    expect(await spendableOf(two.till)).toBe(1);
  });
  expect(await spendableOf(one.till)).toBe(0);
  expect((await readQueue(one.till.db)).entries).toMatchObject([{kind: 'lease-return'}]);
});

test('the first download comes in pages and says how far it is; later changes follow by themselves', async () => {
  const server = syncServerDouble(openingMs);
  server.publish(settings(), ...Array.from({length: 2_500}, (_, i) => product(`p${i}`, 100 + i)));
  const till = await testTill();
  server.addDevice('till_one');
  const uplink = startUplink(till, {token: 'token', fetch: server.fetch, pace: quick});
  running.push(uplink);
  const seen: (number | null)[] = [];
  uplink.status.subscribe(now => seen.push(now.snapshot?.applied ?? null));
  await until(async () => expect(await till.db.cache.product.count()).toBe(2_500));
  await until(() => expect(status(uplink)).toMatchObject({snapshot: null, lastFullSyncMs: openingMs}));
  expect(seen).toContain(1_000);
  server.publish({...product('p0', 999), version: 2});
  await until(async () => {
    expect((await till.db.cache.product.get('prod_p0'))?.document.priceMinor).toBe(999);
  });
});

test('pullNow brings what was published before it was called', async () => {
  const {till, uplink, server} = await run();
  await until(() => expect(status(uplink).state).toBe('online'));
  await uplink.pullNow();
  const {position} = (await till.db.cache.cursor.get('project')) ?? {position: 0};
  server.publish(...Array.from({length: position + 1}, (_, i) => product(`new${i}`, 500)));
  await uplink.pullNow();
  expect(await till.db.cache.product.get(`prod_new${position}`)).toBeDefined();
});

test('a code of another store is looked up and kept for the sale; an unknown one changes nothing', async () => {
  const server = syncServerDouble(openingMs);
  const {voucher} = percent('ELSEWHERE', 10);
  const fetch: Fetch = async (url, init) => {
    if (!url.endsWith('/sync/v1/lookup')) return server.fetch(url, init);
    const isKnown = init.body === JSON.stringify({code: 'ELSEWHERE'});
    return isKnown
      ? json(200, {documents: [voucher]})
      : json(404, {code: 404, key: 'not_found', message: ''});
  };
  const {till, uplink} = await run({server, fetch});
  await until(() => expect(status(uplink).state).toBe('online'));
  await uplink.findCode('NOBODY');
  await uplink.findCode('ELSEWHERE');
  expect(await findVoucher(till.db, 'NOBODY')).toBeNull();
  expect(await findVoucher(till.db, 'elsewhere')).toEqual(voucher);
});

test('a document of a newer server is left out and holds up none of the others', async () => {
  const server = syncServerDouble(openingMs);
  const strange = {...product('strange', 1), kind: 'hologram'} as never;
  server.publish(settings(), strange, product('tea', 800));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const till = await testTill();
  server.addDevice('till_one');
  running.push(startUplink(till, {token: 'token', fetch: server.fetch, pace: quick}));
  await until(async () => expect(await till.db.cache.product.get('prod_tea')).toBeDefined());
  expect(warn).toHaveBeenCalled();
  warn.mockRestore();
});

test('a cache that was dropped is pulled again by itself', async () => {
  const server = syncServerDouble(openingMs);
  server.publish(...documents);
  const {till} = await run({server});
  await dropCache(till.db.cache);
  await until(async () => expect(await till.db.cache.product.get('prod_mug')).toBeDefined());
});

test('a server with another history (a restored backup) is pulled from the start', async () => {
  const server = syncServerDouble(openingMs);
  const {till, uplink} = await run({server});
  server.publish(product('only', 100));
  await until(() => expect(status(uplink).state).toBe('online'));
  await uplink.pullNow();
  expect((await till.db.cache.product.toArray()).map(row => row.id)).toEqual(['prod_only']);
});

test('the leases of the day are asked for at the start and again at sign-in', async () => {
  let isDown = true;
  const {uplink, server} = await run({fault: () => (isDown ? 'request-lost' : 'none')});
  await until(() => expect(status(uplink).state).toBe('offline'));
  isDown = false;
  await until(() => expect(server.requests.length).toBeGreaterThan(2));
  expect(server.requests.filter(asked => asked.preposition).length).toBe(1);
  uplink.prepare();
  await until(() => expect(server.requests.filter(asked => asked.preposition).length).toBe(2));
});

test('a stopped uplink is silent', async () => {
  const {uplink, server} = await run();
  await until(() => expect(status(uplink).state).toBe('online'));
  uplink.stop();
  await new Promise(resolve => setTimeout(resolve, 30));
  const before = server.requests.length;
  await new Promise(resolve => setTimeout(resolve, 80));
  expect(server.requests.length).toBe(before);
});
