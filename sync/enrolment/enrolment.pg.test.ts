import {scryptSync} from 'node:crypto';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {documentSchema} from '../../shared/protocol/document.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

interface Issued {
  readonly tillId: string;
  readonly tillNumber: number;
  readonly enrolmentCode: string;
}

async function admin(path: string, payload?: object) {
  const answer = await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/${path}`,
    headers: shop.managementKey,
    ...(payload && {payload}),
  });
  return answer;
}

async function newTill(name: string): Promise<Issued> {
  return (await admin('tills', {storeId, name})).json<Issued>();
}

function enrol(code: string, nonce = 'nonce-of-this-one-till') {
  const payload = {protocol: 1, code, nonce, shell: 'browser', journal: 'none'};
  return shop.app.inject({method: 'POST', url: '/sync/v1/enrol', payload});
}

test('a code makes a till: its store, its number, and a token that opens the exchange', async () => {
  const issued = await newTill('Front');
  const answer = await enrol(issued.enrolmentCode);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json()).toMatchObject({
    deviceId: issued.tillId,
    epoch: 1,
    projectName: 'Test',
    storeId,
    storeName: 'main',
    tillName: 'Front',
    tillNumber: issued.tillNumber,
  });
  const {token} = answer.json<{token: string}>();
  const changes = await shop.app.inject({
    url: '/sync/v1/changes',
    headers: {authorization: `Bearer ${token}`},
  });
  expect(changes.statusCode).toBe(200);
});

test('a lost answer is given again for the same nonce, and to nobody else', async () => {
  const {enrolmentCode} = await newTill('Replay');
  const [first, second] = [
    await enrol(enrolmentCode),
    await enrol(enrolmentCode.toLowerCase().replace('-', ' ')),
  ];
  const {serverMs: _one, ...firstAnswer} = first.json<Record<string, unknown>>();
  const {serverMs: _two, ...secondAnswer} = second.json<Record<string, unknown>>();
  expect(secondAnswer).toEqual(firstAnswer);
  const other = await enrol(enrolmentCode, 'another-nonce-altogether');
  expect([other.statusCode, other.json()]).toMatchObject([400, {key: 'enrolment_code_used'}]);
});

test('a till that is enrolled again hears its last receipt number, whatever epoch it was printed in', async () => {
  const till = await addTestTill(shop, storeId, 'Counter');
  const {deviceId, lastReceiptSequence} = till.enrolment;
  expect(lastReceiptSequence).toBe(0);
  await till.pull();
  const {operation} = await till.sell(2400, []);
  await till.exchange();
  const printed = operation.body.kind === 'sale' ? operation.body.sale.receiptNumber : '';
  const again = (await admin(`tills/${deviceId}/enrolment-code`)).json<Issued>();
  expect((await enrol(again.enrolmentCode, 'nonce-of-the-second-time')).json()).toMatchObject({
    epoch: 2,
    lastReceiptSequence: Number(printed.slice(printed.lastIndexOf('-') + 1)),
  });
});

test('a till that sold with a NUL in a typed code can be enrolled again', async () => {
  const till = await addTestTill(shop, storeId, 'Odd keyboard');
  await till.pull();
  await till.sell(2400, ['A\u0000B']);
  await till.exchange();
  const again = (await admin(`tills/${till.enrolment.deviceId}/enrolment-code`)).json<Issued>();
  const answer = await enrol(again.enrolmentCode, 'nonce-of-the-odd-keyboard');
  expect(answer.json()).toMatchObject({epoch: 2, lastReceiptSequence: 1});
});

test('when one of several codes is used, the others are void', async () => {
  const {tillId, enrolmentCode} = await newTill('Two notes');
  const second = (await admin(`tills/${tillId}/enrolment-code`)).json<Issued>();
  expect((await enrol(second.enrolmentCode, 'nonce-of-the-second-note')).statusCode).toBe(200);
  const late = await enrol(enrolmentCode, 'nonce-of-the-first-note');
  expect([late.statusCode, late.json()]).toMatchObject([400, {key: 'enrolment_code_used'}]);
});

test('an enrolment code is made without a body, also by a client that always says JSON', async () => {
  const {tillId} = await newTill('Curl');
  const answer = await shop.app.inject({
    method: 'POST',
    url: `/sync/v1/admin/tills/${tillId}/enrolment-code`,
    headers: {...shop.managementKey, 'content-type': 'application/json'},
  });
  expect(answer.statusCode).toBe(200);
});

test('ten tills that show one code at once: one gets in', async () => {
  const {enrolmentCode} = await newTill('Rush');
  const answers = await Promise.all(
    Array.from({length: 10}, (_, n) => enrol(enrolmentCode, `nonce-number-${n}-of-ten`)),
  );
  expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, ...answers.slice(1).map(() => 400)]);
});

test('a code is good for ten minutes', async () => {
  const {enrolmentCode} = await newTill('Slow');
  shop.clock.advance(10 * 60_000);
  const answer = await enrol(enrolmentCode);
  expect([answer.statusCode, answer.json()]).toMatchObject([400, {key: 'enrolment_code_expired'}]);
});

test.each(['AAAA-AAAA', "' or 1=1 --", '    ', 'X'.repeat(41)])('%s is no code', async code => {
  const answer = await enrol(code);
  expect(answer.statusCode).toBe(400);
  expect(['enrolment_code_unknown', 'invalid_payload']).toContain(answer.json<{key: string}>().key);
});

test('a new code starts the next epoch, and the former token is void', async () => {
  const till = await addTestTill(shop, storeId, 'Replaced');
  const issued = (await admin(`tills/${till.enrolment.deviceId}/enrolment-code`)).json<Issued>();
  const again = await enrol(issued.enrolmentCode, 'nonce-of-the-new-computer');
  expect(again.json()).toMatchObject({deviceId: till.enrolment.deviceId, epoch: 2});
  expect((await till.post()).statusCode).toBe(401);
});

test('a revoked till gets no code, and a code it had is void', async () => {
  const issued = await newTill('Stolen');
  expect((await admin(`tills/${issued.tillId}/revoke`)).json()).toEqual({
    id: issued.tillId,
    status: 'revoked',
  });
  expect((await admin(`tills/${issued.tillId}/revoke`)).statusCode).toBe(200);
  expect((await admin(`tills/${issued.tillId}/enrolment-code`)).statusCode).toBe(404);
  expect((await enrol(issued.enrolmentCode)).json()).toMatchObject({key: 'enrolment_code_unknown'});
});

test('tills are numbered without gaps or doubles, also when many are set up at once', async () => {
  const issued = await Promise.all(Array.from({length: 6}, (_, n) => newTill(`At once ${n}`)));
  const numbers = issued.map(one => one.tillNumber).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({length: 6}, (_, n) => (numbers[0] ?? 0) + n));
});

test('a PIN reaches tills only as a verifier that fits it', async () => {
  const pin = '480215';
  const added = await admin('staff', {name: 'Ruth', role: 'manager', pin});
  expect(added.json()).toMatchObject({name: 'Ruth', role: 'manager'});
  expect(Object.keys(added.json<object>())).toEqual(['id', 'name', 'role']);
  const till = await addTestTill(shop, storeId, 'PIN');
  await till.pull();
  const staff = till.documents.find(document => document.kind === 'staff');
  if (staff?.kind !== 'staff') throw new Error('no staff');
  const {n, r, p, saltHex, hashHex} = staff.pin;
  expect(scryptSync(pin, Buffer.from(saltHex, 'hex'), 32, {N: n, r, p}).toString('hex')).toBe(hashHex);
  expect(JSON.stringify(staff)).not.toContain(pin);
  expect(documentSchema.parse(staff)).toEqual(staff);
});

test('somebody who left is published as inactive, and may come back', async () => {
  const {id} = (await admin('staff', {name: 'Leaves', role: 'cashier', pin: '2468'})).json<{id: string}>();
  const till = await addTestTill(shop, storeId, 'Hears of it');
  const activeAtTill = async () => {
    await till.pull();
    const found = till.documents.find(document => document.kind === 'staff' && document.id === id);
    return found?.kind === 'staff' && found.active;
  };
  expect(await activeAtTill()).toBe(true);
  expect((await admin(`staff/${id}`, {active: false})).json()).toMatchObject({id, active: false});
  expect(await activeAtTill()).toBe(false);
  await admin(`staff/${id}`, {active: true});
  expect(await activeAtTill()).toBe(true);
  expect((await admin('staff/staff_nobody', {active: false})).statusCode).toBe(404);
});

test.each([
  ['stores', {name: 'No source id'}, "Payload should have required property 'sourceId'"],
  ['staff', {name: 'X', role: 'owner', pin: '1234'}, 'Property .role should be one of cashier, manager'],
  ['staff', {name: 'X', role: 'cashier', pin: '12'}, 'Property .pin should be 4 to 8 digits'],
  [
    'staff',
    {name: 'X', role: 'manager', pin: '12345'},
    'Property .pin should be 6 to 8 digits for a manager',
  ],
  ['tills', {storeId: 'somewhere', name: 'X'}, 'Property .storeId should be an id like store_…'],
])('POST admin/%s names what is wrong with %o', async (path, payload, details) => {
  const answer = await admin(path, payload);
  expect([answer.statusCode, answer.json()]).toMatchObject([400, {key: 'invalid_payload', details}]);
});

test('a store id is taken once, and a till needs a store that exists', async () => {
  expect((await admin('stores', {sourceId: 'main', name: 'Again'})).json()).toMatchObject({
    code: 409,
    key: 'duplicate_found',
    details: 'Duplicated store exists with source_id main',
  });
  expect((await admin('tills', {storeId: 'store_none', name: 'X'})).json()).toMatchObject({
    code: 404,
    details: 'Cannot find store with id store_none',
  });
});

test('the admin routes open to the management key only', async () => {
  const till = await addTestTill(shop, storeId, 'Nosy');
  const wrong = {...shop.managementKey, 'x-management-token': 'wrong'};
  for (const headers of [{}, shop.serverKey, till.authorization, wrong]) {
    const answer = await shop.app.inject({url: '/sync/v1/admin/tills', headers});
    expect([answer.statusCode, answer.json()]).toMatchObject([401, {key: 'unauthorized'}]);
  }
});
