/** What a broken or hostile till may put into a queue: it is set aside with a record, and the rest goes through. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let tills = 0;
async function newTill(): Promise<TestTill> {
  tills += 1;
  return addTestTill(shop, storeId, `Till ${tills}`);
}

/** An operation of the till with this body, hashed as it stands. */
function odd(till: TestTill, body: unknown): Record<string, unknown> {
  const {hash: _, ...content} = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 1});
  till.outbox.pop();
  const made = {...content, body};
  const hash = contentHash(made);
  till.head = hash;
  return {...made, hash};
}

/** Sends these operations as JSON text, which may hold what `JSON.stringify` could not write. */
async function upload(till: TestTill, operations: readonly string[]) {
  const request = {
    protocol: 2,
    deviceId: till.enrolment.deviceId,
    epoch: till.enrolment.epoch,
    baseSequence: 1,
    wants: [],
    leaseVersion: 0,
    preposition: false,
    wallMs: till.nowMs,
  };
  const text = JSON.stringify(request);
  return shop.app.inject({
    method: 'POST',
    url: '/sync/v1/exchange',
    headers: {...till.authorization, 'content-type': 'application/json'},
    payload: `${text.slice(0, -1)},"operations":[${operations.join(',')}]}`,
  });
}

function outcomes(json: {acknowledgements: readonly {sequence: number; outcome: string}[]}) {
  return json.acknowledgements.map(({sequence, outcome}) => [sequence, outcome]);
}

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test('nesting without end is set aside, and what follows is taken', async () => {
  const till = await newTill();
  const bomb = odd(till, {kind: 'edit', edit: 'BOMB'});
  const after = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 5});
  const text = JSON.stringify(bomb).replace('"BOMB"', nested(100_000));
  const answer = await upload(till, [text, JSON.stringify(after)]);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(outcomes(answer.json())).toEqual([
    [1, 'quarantined'],
    [2, 'accepted'],
  ]);
});

test('nesting without end where no operation can be read is kept in short', async () => {
  const till = await newTill();
  const after = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 5});
  const answer = await upload(till, [nested(100_000), JSON.stringify(after)]);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(outcomes(answer.json())).toEqual([[1, 'accepted']]);
});

test.each([
  ['a lease', {kind: 'lease-return', leaseId: 'lease_\0', account: 'v:v_x:uses', amount: 1}],
  ['an order', {kind: 'void', void: {orderId: 'ord_\0', reversals: []}}],
  ['half a character', {kind: 'void', void: {orderId: 'ord_\ud800', reversals: []}}],
  [
    'an account',
    {kind: 'void', void: {orderId: 'ord_x', reversals: [{account: 'v:v_\0:uses', leaseId: null}]}},
  ],
  ['a document', {kind: 'edit', edit: {kind: 'voucher', documentId: 'v_\0'}}],
])('%s that no database can name is set aside, and what follows is taken', async (_what, body) => {
  const till = await newTill();
  const strange = odd(till, body);
  const after = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 5});
  const answer = await upload(till, [JSON.stringify(strange), JSON.stringify(after)]);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(outcomes(answer.json())).toEqual([
    [1, 'quarantined'],
    [2, 'accepted'],
  ]);
});

test('a rescued queue is read one by one too', async () => {
  const till = await newTill();
  const strange = odd(till, {kind: 'void', void: {orderId: 'ord_\0', reversals: []}});
  const after = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 5});
  const {deviceId, epoch} = till.enrolment;
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/till-queues',
    headers: {...shop.managementKey, 'content-type': 'application/json'},
    payload: JSON.stringify({deviceId, epoch, operations: [strange, after]}),
  });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(outcomes(answer.json())).toEqual([
    [1, 'quarantined'],
    [2, 'accepted'],
  ]);
});
