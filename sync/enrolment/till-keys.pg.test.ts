import {afterAll, beforeAll, expect, test} from 'vitest';
import {addKeyedTill, enrolKey, type KeyedTill, testKey} from '../../test/postgres/keyed-till.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore} from '../../test/postgres/test-till.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

const keyed = (name: string) => addKeyedTill(shop, storeId, name);

async function admin(path: string) {
  return shop.app.inject({method: 'POST', url: `/sync/v1/admin/${path}`, headers: shop.managementKey});
}

async function newToken(till: KeyedTill): Promise<string> {
  const answer = await till.askForToken();
  expect(answer.statusCode).toBe(200);
  return answer.json<{token: string}>().token;
}

async function operationsOf(till: KeyedTill) {
  const {deviceId} = till.enrolment;
  return shop.db.selectFrom('operation').select('sequence').where('device_id', '=', deviceId).execute();
}

async function conflictsOf(till: KeyedTill) {
  const {deviceId} = till.enrolment;
  return shop.db
    .selectFrom('conflict')
    .select(['class', 'detail'])
    .where('device_id', '=', deviceId)
    .execute();
}

test('what a till signs is taken, and its word is kept beside it', async () => {
  const till = await keyed('Signs');
  await till.pull();
  const {operation} = await till.sell(2400, []);
  const answer = await till.exchange();
  expect(answer.acknowledgements).toMatchObject([{sequence: 1, outcome: 'accepted'}]);
  const kept = await shop.db
    .selectFrom('batch_signature')
    .selectAll()
    .where('device_id', '=', till.enrolment.deviceId)
    .execute();
  expect(kept).toMatchObject([{epoch: 1, key_epoch: 1, head_sequence: 1, head_hash: operation.hash}]);
});

test.each([
  ['no signature', {signature: undefined}],
  ['a signature of another text', {wallMs: 1}],
  ['a signature that is none', {signature: 'x'}],
])('%s: nothing is taken, and an operator can read why, once an hour', async (_, change) => {
  const till = await keyed('Forged');
  await till.pull();
  await till.sell(2400, []);
  const request = {...till.signed(), ...change};
  const send = () =>
    shop.app.inject({
      method: 'POST',
      url: '/sync/v1/exchange',
      headers: till.authorization,
      payload: request,
    });
  const answers = [await send(), await send(), await send()];
  for (const answer of answers)
    expect([answer.statusCode, answer.json()]).toMatchObject([401, {key: 'signature_invalid'}]);
  expect(await operationsOf(till)).toEqual([]);
  const conflicts = await conflictsOf(till);
  expect(conflicts).toMatchObject([
    {class: 'C6', detail: expect.stringContaining('Nothing of it was taken') as string},
  ]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{sequence: 1, outcome: 'accepted'}]);
});

test('another till’s key does not sign for this one', async () => {
  const [till, other] = [await keyed('Mine'), await keyed('Theirs')];
  till.key = other.key;
  expect((await till.post()).statusCode).toBe(401);
});

test('operations are bound to the signature by the last one’s hash', async () => {
  const till = await keyed('Swapped');
  await till.pull();
  await till.sell(2400, []);
  const signed = till.signed();
  const [first] = till.outbox;
  const swapped = {...signed, operations: [{...first, hash: 'f'.repeat(64)}]};
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: till.authorization,
    payload: swapped,
  });
  expect(answer.json()).toMatchObject({key: 'signature_invalid'});
});

test('fields of a later version are signed too, and do not stand in the way', async () => {
  const till = await keyed('Newer');
  const later = {laterField: [1, {a: 'b'}], wants: [{account: 'v:v_x:uses', need: 0, level: 0, laterToo: 1}]};
  const answer = await till.post(later as object);
  expect(answer.statusCode).toBe(200);
});

test('names that differ in their Unicode form only are refused, not a failure', async () => {
  const till = await keyed('Odd');
  const payload = {...till.signed(), later: {'\u00e9': 1, 'e\u0301': 2}};
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: till.authorization,
    payload,
  });
  expect(answer.json()).toMatchObject({key: 'signature_invalid'});
  expect(shop.failures).toEqual([]);
});

test('a key that is no point of the curve is refused at enrolment', async () => {
  const {enrolmentCode: code} = (
    await shop.app.inject({
      method: 'POST',
      url: '/sync/v1/admin/tills',
      headers: shop.managementKey,
      payload: {storeId, name: 'Off'},
    })
  ).json<{enrolmentCode: string}>();
  const {publicKey} = testKey();
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/enrol',
    payload: {
      protocol: 2,
      code,
      nonce: 'nonce-of-a-broken-key',
      shell: 'browser',
      journal: 'none',
      publicKey: {...publicKey, x: 'A'.repeat(43)},
    },
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([400, {key: 'invalid_payload'}]);
});

test('a lost enrolment is answered again for its key, and for no other', async () => {
  const {enrolmentCode: code} = (
    await shop.app.inject({
      method: 'POST',
      url: '/sync/v1/admin/tills',
      headers: shop.managementKey,
      payload: {storeId, name: 'Twice'},
    })
  ).json<{enrolmentCode: string}>();
  const {publicKey} = testKey();
  const send = (key: object | undefined) =>
    shop.app.inject({
      method: 'POST',
      url: '/sync/v1/enrol',
      payload: {
        protocol: 2,
        code,
        nonce: 'nonce-with-one-key',
        shell: 'browser',
        journal: 'none',
        ...(key && {publicKey: key}),
      },
    });
  const first = (await send(publicKey)).json<{token: string; tokenExpiresAtMs: number}>();
  expect(first.tokenExpiresAtMs).toBeGreaterThan(shop.clock.nowMs() + 23 * hourMs);
  const {token, tokenExpiresAtMs} = first;
  expect((await send(publicKey)).json()).toMatchObject({token, tokenExpiresAtMs});
  for (const other of [testKey().publicKey, undefined])
    expect((await send(other)).json()).toMatchObject({key: 'enrolment_code_used'});
});

test('a token ends after a day, and the till gets the next one by itself, also after a week', async () => {
  const till = await keyed('Away');
  expect(await till.statusWith(till.token)).toBe(200);
  shop.clock.advance(7 * 24 * hourMs);
  const late = await till.post();
  expect([late.statusCode, late.json()]).toMatchObject([401, {key: 'token_expired'}]);
  till.token = await newToken(till);
  expect((await till.post()).statusCode).toBe(200);
});

test('the token before goes on until the next one was used', async () => {
  const till = await keyed('Rotates');
  const former = till.token;
  const next = await newToken(till);
  expect(await till.statusWith(former)).toBe(200);
  expect(await till.statusWith(next)).toBe(200);
  expect(await till.statusWith(former)).toBe(401);
});

test('however many answers are lost, the token in use works, for ten minutes', async () => {
  const till = await keyed('Lossy');
  const inUse = till.token;
  const lost = [await newToken(till), await newToken(till)];
  const last = await newToken(till);
  expect(await till.statusWith(inUse)).toBe(200);
  for (const token of lost) expect(await till.statusWith(token)).toBe(401);
  shop.clock.advance(10 * minuteMs);
  expect(await till.statusWith(inUse)).toBe(401);
  expect(await till.statusWith(last)).toBe(200);
});

test('a request for a token is good once', async () => {
  const till = await keyed('Replayed');
  const request = till.tokenRequest();
  expect((await till.askForToken(request)).statusCode).toBe(200);
  const again = await till.askForToken(request);
  expect([again.statusCode, again.json()]).toMatchObject([401, {key: 'token_request_stale'}]);
});

test('a till whose clock is off hears the time and asks again', async () => {
  const till = await keyed('Slow clock');
  till.clockAheadMs = -30 * hourMs;
  const stale = await till.askForToken();
  expect([stale.statusCode, stale.json()]).toMatchObject([401, {key: 'token_request_stale'}]);
  till.clockAheadMs += stale.json<{server_ms: number}>().server_ms - till.nowMs;
  expect((await till.askForToken()).statusCode).toBe(200);
});

test.each([
  ['another key', (till: KeyedTill) => ({...till.tokenRequest(), signature: testKey().sign('x')})],
  ['another epoch', (till: KeyedTill) => till.tokenRequest({epoch: 2})],
  ['another nonce than was signed', (till: KeyedTill) => ({...till.tokenRequest(), nonce: 'n'.repeat(16)})],
])('no token for %s', async (_, request) => {
  const till = await keyed('Stranger');
  const answer = await till.askForToken(request(till));
  expect([answer.statusCode, answer.json()]).toMatchObject([401, {key: 'signature_invalid'}]);
});

test('no token for a till nobody knows', async () => {
  const till = await keyed('Known');
  const answer = await till.askForToken(till.tokenRequest({deviceId: 'till_nobody'}));
  expect([answer.statusCode, answer.json()]).toMatchObject([401, {key: 'unauthorized'}]);
});

test('enrolled again, a till’s former key and token are void, and the queue of its former epoch is still taken', async () => {
  const till = await keyed('New computer');
  await till.pull();
  await till.sell(2400, []);
  const {enrolmentCode} = (await admin(`tills/${till.enrolment.deviceId}/enrolment-code`)).json<{
    enrolmentCode: string;
  }>();
  const key = testKey();
  const enrolment = await enrolKey(shop, enrolmentCode, key);
  expect(enrolment).toMatchObject({deviceId: till.enrolment.deviceId, epoch: 2});
  expect((await till.askForToken()).statusCode).toBe(401);
  expect((await till.post()).statusCode).toBe(401);
  till.key = key;
  till.token = enrolment.token;
  const answer = await till.post();
  expect(answer.json()).toMatchObject({acknowledgements: [{sequence: 1, outcome: 'accepted'}]});
});

test('a revoked till hands in what it sold, even after its token ended, and nothing else opens to it', async () => {
  const till = await keyed('Stolen');
  await till.pull();
  await till.sell(2400, []);
  await admin(`tills/${till.enrolment.deviceId}/revoke`);
  shop.clock.advance(25 * hourMs);
  till.token = await newToken(till);
  const answer = await till.post();
  expect(answer.json()).toMatchObject({acknowledgements: [{sequence: 1, outcome: 'accepted'}]});
  expect(await till.statusWith(till.token)).toBe(403);
});
