/** Two machines with one identity, and a disk that was put back. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {usesAccount} from '../../shared/ledger/account-key.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import {percent} from '../../test/builders/offers.ts';
import {bookOf, conflictsOf} from '../../test/postgres/books-of.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let named = 0;
async function tillWith(uses: number, limit = uses) {
  named += 1;
  const code = `FORK-${named}`;
  const account = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: limit}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: uses, level: uses}]});
  return {till, code, account};
}

/** The same disk in a second machine. */
function cloneOf(till: TestTill): TestTill {
  const clone = new TestTill(shop, till.enrolment);
  clone.documents = [...till.documents];
  clone.leases = new Map(till.leases);
  clone.outbox = [...till.outbox];
  clone.cursor = till.cursor;
  clone.leaseVersion = till.leaseVersion;
  clone.sequence = till.sequence;
  clone.head = till.head;
  return clone;
}

function receiptOf({body}: Operation): string {
  return body.kind === 'sale' ? body.sale.receiptNumber : '';
}

async function standingOf({enrolment: {deviceId}}: TestTill) {
  const {standing} = await shop.db
    .selectFrom('device_epoch')
    .select('standing')
    .where('device_id', '=', deviceId)
    .executeTakeFirstOrThrow();
  return standing;
}

test('both machines’ sales reach the books once; the identity is fenced and nothing more is granted', async () => {
  const {till, code, account} = await tillWith(2, 4);
  const clone = cloneOf(till);
  const mine = [await till.sell(1000, [code]), await till.sell(1100, [code])];
  const other = [await clone.sell(2000, [code]), await clone.sell(2100, [code])];
  await till.exchange();
  const forked = await clone.exchange();
  expect(forked.acknowledgements.map(one => one.outcome)).toEqual(['conflict', 'conflict']);
  expect(forked.appliedSequence).toBe(2);
  expect(clone.outbox).toEqual([]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 4, leased: 0, over: 0});
  const orders = await shop.db
    .selectFrom('sales_order')
    .select('order_id')
    .where(
      'order_id',
      'in',
      [...mine, ...other].flatMap(({operation: {body}}) => (body.kind === 'sale' ? [body.sale.orderId] : [])),
    )
    .execute();
  expect(orders).toHaveLength(4);
  expect(await standingOf(till)).toBe('fenced');
  const receipt = receiptOf(present(other[0], 'sale').operation);
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join('\n')).toContain(
    `C4 sold by a second machine with this identity, receipt ${receipt}, a number that was printed twice`,
  );
  const asked = await till.exchange({wants: [{account, need: 1, level: 1}], session: 'anything'});
  expect(asked).toMatchObject({standing: 'fenced'});
  expect(await bookOf(shop.db, account)).toMatchObject({leased: 0});
});

test('a fork sent again is answered from what is stored, and goes on after its own history', async () => {
  const {till, code, account} = await tillWith(2, 9);
  const clone = cloneOf(till);
  await till.sell(1000, [code]);
  await till.exchange();
  const {operation} = await clone.sell(2000, [code]);
  await clone.post();
  const again = await clone.exchange();
  expect(again.acknowledgements).toMatchObject([{hash: operation.hash, outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2});
  // Its lease is asked back by now, so this one gives nothing off; it is a sale of the fork all the same.
  await clone.sell(2100, [code]);
  expect((await clone.exchange()).acknowledgements).toMatchObject([{sequence: 2, outcome: 'conflict'}]);
  await till.sell(1100, [code]);
  const own = await till.exchange();
  expect(own).toMatchObject({appliedSequence: 2, acknowledgements: [{sequence: 2, outcome: 'accepted'}]});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 3, leased: 0, over: 0});
});

test('what a fork sells beyond the limit is over, in sight, and its returns free nothing', async () => {
  const {till, code, account} = await tillWith(2);
  const clone = cloneOf(till);
  await till.sell(1000, [code]);
  await till.exchange();
  await clone.sell(2000, [code]);
  const [lease] = [...clone.leases.values()];
  clone.queue({kind: 'lease-return', leaseId: present(lease, 'lease').id, amount: 1});
  await clone.exchange();
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2, leased: 1, over: 1, committed: 3});
  const conflicts = (await conflictsOf(shop.db, till.enrolment.deviceId)).join('\n');
  expect(conflicts).toMatch(/C1 1 of .* was spent without a lease that covers it/);
  expect(conflicts).toMatch(/C4 1 of .* was given back by a second machine; nothing was freed/);
  await till.sell(1100, [code]);
  expect((await till.exchange()).acknowledgements).toMatchObject([{sequence: 2, outcome: 'accepted'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 3, leased: 0, over: 1});
});

test('an operation that follows another one than we have is a fork, even under a free sequence', async () => {
  const {till, code, account} = await tillWith(3, 9);
  const clone = cloneOf(till);
  await till.sell(1000, [code]);
  await till.exchange();
  await clone.sell(2000, [code]);
  const {operation} = await clone.sell(2100, [code]);
  const answer = await clone.exchange({operations: [operation], baseSequence: 2});
  expect(answer.acknowledgements).toMatchObject([{sequence: 2, outcome: 'conflict'}]);
  expect(answer.appliedSequence).toBe(1);
  expect(await standingOf(till)).toBe('fenced');
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 2});
});

test('two machines that only speak are found by their sessions', async () => {
  const {till, account} = await tillWith(1, 9);
  const first = present((await till.exchange({session: null})).session, 'session');
  const stolen = first;
  const second = present((await till.exchange({session: first})).session, 'session');
  await till.exchange({session: second});
  const strange = await till.exchange({session: stolen, wants: [{account, need: 1, level: 1}]});
  expect(strange).toMatchObject({standing: 'good', leases: null});
  expect(await bookOf(shop.db, account)).toMatchObject({leased: 1});
  const found = await till.exchange({session: present(strange.session, 'session')});
  expect(found.standing).toBe('fenced');
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join()).toMatch(/^C4 Two machines speak/);
});

test('lost answers, doubled and late messages fence nobody', async () => {
  const {till, account} = await tillWith(1, 9);
  const first = present((await till.exchange({session: null})).session, 'session');
  // The answer to this one is lost, twice.
  await till.post({session: first});
  await till.post({session: first});
  const second = present((await till.exchange({session: first})).session, 'session');
  const third = present((await till.exchange({session: second})).session, 'session');
  await till.post({session: first});
  await till.post({session: null});
  const {standing, leases} = await till.exchange({
    session: third,
    wants: [{account, need: 2, level: 2}],
  });
  expect(standing).toBe('good');
  expect(leases).toMatchObject([{granted: 2}]);
  expect(await conflictsOf(shop.db, till.enrolment.deviceId)).toEqual([]);
});

test('nothing unexpected was logged', () => {
  expect(shop.failures).toEqual([]);
});
