/** The till as it is and the server as it is, over real connections: keys, tokens and the live channel from end to end. */
import 'fake-indexeddb/auto';
import type {AddressInfo} from 'node:net';
import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {recordLockout} from '../../renderer/sign-in/record-lockout.ts';
import {enrolmentSecrets} from '../../renderer/till-db/enrolment-secrets.ts';
import {openTillContext} from '../../renderer/till-db/open-till-context.ts';
import {openTillDatabases, type TillDatabases} from '../../renderer/till-db/open-till-databases.ts';
import type {TillContext} from '../../renderer/till-db/till-context.ts';
import {endRevoked} from '../../renderer/till-ledger/end-revoked.ts';
import {enrol} from '../../renderer/uplink/enrol.ts';
import {startUplink} from '../../renderer/uplink/start-uplink.ts';
import type {Uplink} from '../../renderer/uplink/uplink.ts';
import {present} from '../../shared/kernel/assert.ts';
import {epochMs} from '../../shared/kernel/epoch.ts';
import {publishDocument} from '../../sync/storage/publish-document.ts';
import {transact} from '../../sync/storage/transact.ts';
import {product} from '../builders/facts.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {addTestStore} from '../postgres/test-till.ts';
import {freshName} from '../tills/test-till.ts';

let shop: TestShop;
let storeId: string;
let server: string;
const uplinks: Uplink[] = [];
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
  await shop.app.listen({port: 0, host: '127.0.0.1'});
  server = `http://127.0.0.1:${(shop.app.server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const uplink of uplinks.splice(0)) uplink.stop();
});
afterAll(() => shop.close());

async function admin<T>(path: string, payload?: object): Promise<T> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/${path}`,
    headers: shop.managementKey,
    ...(payload && {payload}),
  });
  return answer.json<T>();
}

async function enrolledTill(name: string): Promise<{db: TillDatabases; till: TillContext}> {
  const {enrolmentCode} = await admin<{enrolmentCode: string}>('tills', {storeId, name});
  const db = await openTillDatabases(freshName());
  expect(await enrol(db, server, enrolmentCode)).toMatchObject({ok: true});
  return {db, till: await opened(db)};
}

async function opened(db: TillDatabases): Promise<TillContext> {
  return present(await openTillContext(db, null), 'an enrolled till').till;
}

function start(till: TillContext): Uplink {
  // Slow on purpose: what happens soon was set off by the live channel or a nudge.
  const pace = {onlineMs: 600_000, liveMs: 600_000, firstBackOffMs: 20, longestBackOffMs: 50, refusedMs: 100};
  // A network of this test's own keeps the download in this thread.
  const uplink = startUplink(till, {pace, fetch: (url, init) => fetch(url, init)});
  uplinks.push(uplink);
  return uplink;
}

const soon = {timeout: 10_000, interval: 20};
const state = (uplink: Uplink) => uplink.status.getState();

test('a till enrols with its key, signs, and what it did is in the book with its signature', async () => {
  const {till} = await enrolledTill('Signs');
  await recordLockout(till, 'staff_nobody', 5);
  const uplink = start(till);
  await vi.waitFor(() => expect(state(uplink)).toMatchObject({state: 'online', queued: 0}), soon);
  const kept = await shop.db
    .selectFrom('batch_signature')
    .select(['epoch', 'head_sequence'])
    .where('device_id', '=', till.identity.deviceId)
    .execute();
  expect(kept).toEqual([{epoch: 1, head_sequence: 1}]);
});

test('a published document is on the till long before its beat', async () => {
  const {till} = await enrolledTill('Listens');
  const uplink = start(till);
  await vi.waitFor(() => expect(state(uplink).lastFullSyncMs).not.toBeNull(), soon);
  const before = await till.replica.position();
  await transact(shop.db, tx => publishDocument(tx, shop.projectId, product('late', 100)));
  await shop.deps.stamper.stampNow(shop.projectId);
  await vi.waitFor(async () => expect(await till.replica.position()).toBeGreaterThan(before), soon);
});

test('a token that has ended is replaced on the way, and kept for the next start', async () => {
  const {db, till} = await enrolledTill('Away for a week');
  const first = await enrolmentSecrets(db.ledger, null).read();
  await shop.db
    .updateTable('device')
    .set({token_expires_at: new Date(shop.clock.nowMs() - 1_000)})
    .where('device_id', '=', till.identity.deviceId)
    .execute();
  const uplink = start(till);
  await vi.waitFor(() => expect(state(uplink).state).toBe('online'), soon);
  const next = await enrolmentSecrets(db.ledger, null).read();
  expect(next?.token).not.toBe(first?.token);
  expect(next?.tokenExpiresAtMs).toBeGreaterThan(epochMs(shop.clock.nowMs()));
});

test('a till that lost its key says so, keeps what it sold, and sends it once it was enrolled again', async () => {
  const {db, till} = await enrolledTill('Wiped key');
  await recordLockout(till, 'staff_nobody', 5);
  await new Promise(resolve => {
    indexedDB.deleteDatabase(`${db.name}-key`).onsuccess = resolve;
  });
  const uplink = start(await opened(db));
  await vi.waitFor(
    () => expect(state(uplink)).toMatchObject({state: 'refused', refusedReason: 'key_lost', queued: 1}),
    soon,
  );
  uplink.stop();
  const {deviceId} = till.identity;
  const {enrolmentCode} = await admin<{enrolmentCode: string}>(`tills/${deviceId}/enrolment-code`);
  expect(await enrol(db, server, enrolmentCode)).toMatchObject({ok: true, identity: {deviceId, epoch: 2}});
  const again = start(await opened(db));
  await vi.waitFor(() => expect(state(again)).toMatchObject({state: 'online', queued: 0}), soon);
  const taken = await shop.db
    .selectFrom('operation')
    .select(['epoch', 'sequence', 'kind'])
    .where('device_id', '=', deviceId)
    .execute();
  expect(taken).toEqual([{epoch: 1, sequence: 1, kind: 'lockout'}]);
});

test('a withdrawn till hears of it at once, hands in what it did, and is emptied', async () => {
  const {till} = await enrolledTill('Withdrawn');
  const uplink = start(till);
  await vi.waitFor(() => expect(state(uplink).lastFullSyncMs).not.toBeNull(), soon);
  await recordLockout(till, 'staff_nobody', 5);
  await admin(`tills/${till.identity.deviceId}/revoke`);
  await vi.waitFor(
    () => expect(state(uplink)).toMatchObject({refusedReason: 'till_revoked', queued: 0}),
    soon,
  );
  uplink.stop();
  expect(await endRevoked(till)).toBe(true);
  expect(await till.replica.position()).toBe(0);
});
