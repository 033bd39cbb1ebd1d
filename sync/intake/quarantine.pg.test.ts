import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {contentHash} from '../../shared/kernel/content-hash.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import {percent} from '../../test/builders/offers.ts';
import {bookOf, conflictsOf} from '../../test/postgres/books-of.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let named = 0;
async function tillWith(uses: number) {
  named += 1;
  const code = `QUEUE-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: uses}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: uses}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: uses, level: uses}]});
  return {till, code, account};
}

function admin(path: string, payload?: object) {
  const url = `/sync/v1/admin/${path}`;
  return shop.app.inject({
    method: 'POST',
    url,
    headers: shop.managementKey,
    ...(payload === undefined ? {} : {payload}),
  });
}

/** What a newer till does and this server does not know; it has its place in the till's sequence. */
function queueStrange(till: TestTill) {
  const {hash: _, ...content} = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 1});
  till.outbox.pop();
  const strange = {...content, body: {kind: 'teleport'}};
  const hash = contentHash(strange);
  till.head = hash;
  return {...strange, hash};
}

/** As an older server would have kept it. */
async function keepUnread(till: TestTill, operation: Operation): Promise<void> {
  const {deviceId, epoch} = till.enrolment;
  await shop.deps.store.transact(shop.projectId, async tx => {
    const state = present(await tx.lockEpoch({deviceId, epoch}), 'epoch');
    await tx.keepOperation(
      {deviceId, epoch},
      {
        sequence: operation.sequence,
        hash: operation.hash,
        outcome: 'quarantined',
        detail: 'not understood by this version',
        operationId: operation.id,
        kind: operation.body.kind,
        body: JSON.stringify(operation),
        occurredMs: till.nowMs,
        receivedMs: till.nowMs,
        forked: false,
      },
    );
    const after = {...state, appliedSequence: operation.sequence, headHash: operation.hash};
    await tx.saveEpoch({deviceId, epoch}, after);
  });
}

test('what an older version did not understand is applied once by a newer one, in order', async () => {
  const {till, code, account} = await tillWith(2);
  for (let n = 0; n < 2; n += 1) await keepUnread(till, (await till.sell(1000, [code])).operation);
  expect((await admin('quarantine/retry')).json()).toEqual({tried: 2, applied: 2});
  expect((await admin('quarantine/retry')).json()).toEqual({tried: 0, applied: 0});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2, leased: 0});
  const {acknowledgements} = await till.exchange();
  expect(acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'accepted']);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2});
});

test('what is still not understood stays, and what follows it goes on', async () => {
  const {till, code, account} = await tillWith(1);
  const strange = queueStrange(till);
  await till.sell(1000, [code]);
  const {acknowledgements} = await till.exchange({operations: [strange, ...till.outbox]});
  expect(acknowledgements.map(one => one.outcome)).toEqual(['quarantined', 'accepted']);
  expect((await admin('quarantine/retry')).json()).toEqual({tried: 1, applied: 0});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1});
});

test('another content under the sequence of one that is not understood is a fork; both are kept', async () => {
  const {till, code, account} = await tillWith(1);
  await till.post({operations: [queueStrange(till)]});
  till.sequence = 0;
  till.head = null;
  await till.sell(1000, [code]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{sequence: 1, outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, leased: 1, over: 1});
  const kept = await shop.db
    .selectFrom('operation')
    .select(['outcome', 'forked'])
    .where('device_id', '=', till.enrolment.deviceId)
    .orderBy('forked')
    .execute();
  expect(kept).toEqual([
    {outcome: 'quarantined', forked: false},
    {outcome: 'conflict', forked: true},
  ]);
});

test('a damaged copy gives way to the whole one, whichever comes first', async () => {
  const {till, code, account} = await tillWith(2);
  const {operation: first} = await till.sell(1000, [code]);
  const {operation: second} = await till.sell(1100, [code]);
  const damaged = {...first, id: 'op_damaged'};
  const answer = await till.post({operations: [damaged, second]});
  expect(answer.json()).toMatchObject({
    acknowledgements: [{outcome: 'quarantined'}, {outcome: 'accepted'}],
  });
  expect((await till.exchange()).acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'accepted']);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2, leased: 0});
  const late = await till.post({operations: [{...second, hash: 'f'.repeat(64)}]});
  expect(late.json()).toMatchObject({standing: 'good', acknowledgements: [{outcome: 'quarantined'}]});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2});
});

test('the exported queue of a revoked till is taken as if it had sent it, once', async () => {
  const {till, code, account} = await tillWith(2);
  await till.sell(1000, [code]);
  await till.sell(1100, [code]);
  const {deviceId} = till.enrolment;
  await admin(`tills/${deviceId}/revoke`);
  const queue = {deviceId, epoch: 1, operations: till.outbox};
  for (let time = 0; time < 2; time += 1) {
    const taken = await admin('till-queues', queue);
    expect(taken.json()).toMatchObject({
      appliedSequence: 2,
      acknowledgements: [{outcome: 'accepted'}, {outcome: 'accepted'}],
    });
  }
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2, leased: 0});
});

test('an operation that does not even say its place holds up none of those around it', async () => {
  const {till, code, account} = await tillWith(3);
  for (let n = 0; n < 3; n += 1) await till.sell(1000, [code]);
  const [first, second, third] = till.outbox;
  const operations = [first, {...second, sequence: 2 ** 53}, third];
  const answer = await till.post({operations});
  expect(answer.json()).toMatchObject({
    appliedSequence: 3,
    acknowledgements: [
      {sequence: 1, outcome: 'accepted'},
      {sequence: 3, outcome: 'accepted'},
    ],
  });
  expect(await conflictsOf(shop.db, till.enrolment.deviceId)).toEqual([
    expect.stringMatching(/^C9 An operation without sequence and hash/),
    expect.stringMatching(/^C4 The till no longer has its operations 2 to 2/),
  ]);
  expect((await till.exchange()).acknowledgements).toMatchObject([
    {sequence: 1},
    {sequence: 2},
    {sequence: 3},
  ]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 3, leased: 0});
});

test('text that no database stores is kept in quarantine, and what follows it goes on', async () => {
  const {till, code, account} = await tillWith(2);
  const strange = queueStrange(till);
  const {hash: _, ...content} = {...strange, body: {kind: 'tele\u0000port', said: 'a\u0000b \ud800'}};
  const nul = {...content, hash: contentHash(content)};
  till.head = nul.hash;
  const {operation} = await till.sell(1000, [code]);
  if (operation.body.kind !== 'sale') throw new Error('not a sale');
  const {sale} = operation.body;
  till.outbox.pop();
  till.sequence -= 1;
  till.head = nul.hash;
  till.queue({kind: 'sale', sale: {...sale, receiptNumber: 'a\u0000b'}});
  await till.sell(1000, [code]);
  const {acknowledgements} = await till.exchange({operations: [nul, ...till.outbox], baseSequence: 1});
  expect(acknowledgements.map(one => one.outcome)).toEqual(['quarantined', 'quarantined', 'accepted']);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1});
  shop.failures.length = 0;
});

test('a rescued queue with a hole in it is taken whole, and what is found later as well', async () => {
  const {till, code, account} = await tillWith(4);
  for (let n = 0; n < 4; n += 1) await till.sell(1000, [code]);
  const {deviceId} = till.enrolment;
  const [first, second, third, fourth] = till.outbox;
  const taken = await admin('till-queues', {deviceId, epoch: 1, operations: [fourth, first, second]});
  expect(taken.json()).toMatchObject({appliedSequence: 4});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 3, leased: 1});
  await admin('till-queues', {deviceId, epoch: 1, operations: [third]});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 4, leased: 0});
});

test('a receipt number that its till printed twice is told of, though its history is one', async () => {
  const {till, code} = await tillWith(2);
  const {operation} = await till.sell(1000, [code]);
  const {operation: again} = await till.sell(1000, [code]);
  if (operation.body.kind !== 'sale' || again.body.kind !== 'sale') throw new Error('not a sale');
  const {receiptNumber} = operation.body.sale;
  till.outbox.pop();
  till.sequence -= 1;
  till.head = operation.hash;
  till.queue({kind: 'sale', sale: {...again.body.sale, receiptNumber}});
  expect((await till.exchange()).acknowledgements).toMatchObject([
    {outcome: 'accepted'},
    {outcome: 'conflict', detail: `receipt ${receiptNumber} is a number that this till printed twice`},
  ]);
});

test('a queue of nobody, or of an epoch that never was, is refused', async () => {
  const {till} = await tillWith(1);
  const operations = [{sequence: 1}];
  const nobody = await admin('till-queues', {deviceId: 'till_nobody', epoch: 1, operations});
  expect(nobody.statusCode).toBe(404);
  const {deviceId} = till.enrolment;
  const never = await admin('till-queues', {deviceId, epoch: 9, operations});
  expect([never.statusCode, never.json()]).toMatchObject([400, {details: `${deviceId} has no epoch 9`}]);
});

test('nothing unexpected was logged', () => {
  expect(shop.failures).toEqual([]);
});
