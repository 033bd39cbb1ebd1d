import {afterAll, beforeAll, expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {type AccountKey, balanceAccount, usesAccount} from '../../shared/ledger/account-key.ts';
import {refund, remaining} from '../../shared/ledger/lease.ts';
import type {Operation} from '../../shared/protocol/operation.ts';
import type {Sale} from '../../shared/protocol/sale.ts';
import type {Void} from '../../shared/protocol/void.ts';
import {gift, percent} from '../../test/builders/offers.ts';
import {like} from '../../test/like.ts';
import {bookOf, conflictsOf} from '../../test/postgres/books-of.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let rest: Rest;
let storeId: string;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  storeId = await addTestStore(shop, 'main');
});
afterAll(() => shop.close());

let named = 0;
async function tillWith(units: number, kind: 'uses' | 'credits' = 'uses') {
  named += 1;
  const code = `VOID-${named}`;
  const account = kind === 'uses' ? usesAccount(`v_${code}`) : balanceAccount(`v_${code}`);
  const offer = kind === 'uses' ? percent(code, 10, {usesLimit: units}) : gift(code, units);
  const voucher = present(offer.voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], [{account, limit: units}]);
  const till = await addTestTill(shop, storeId, `Till ${named}`);
  await till.pull();
  await till.exchange({wants: [{account, need: units, level: units}]});
  return {till, code, account};
}

function saleOf({body}: Operation): Sale {
  if (body.kind !== 'sale') throw new Error('not a sale');
  return body.sale;
}

/** Takes back `amount` of a sale's first draw, on its lease unless told otherwise. */
function voidOf(operation: Operation, amount: number, given: Partial<Void['reversals'][number]> = {}): Void {
  const sale = saleOf(operation);
  const spend = present(sale.spends[0], 'a spend');
  named += 1;
  return {
    id: `void_${named}`,
    saleId: sale.id,
    orderId: sale.orderId,
    staffId: 'staff_test',
    reason: 'Wrong size',
    reversals: [
      {
        redemptionId: present(sale.redemptions[0], 'redemption').id,
        account: spend.account,
        amount,
        leaseId: spend.leaseId,
        ...given,
      },
    ],
  };
}

/** The till makes it durable, its own lease first. */
function queueVoid(till: TestTill, taken: Void): Operation {
  for (const {leaseId, amount} of taken.reversals) {
    const lease = leaseId === null ? undefined : till.leases.get(leaseId);
    if (lease !== undefined) till.leases.set(lease.id, refund(lease, amount));
  }
  return till.queue({kind: 'void', void: taken});
}

/** What the server says is left of the till's lease is never less than what the till says. */
async function leftOf(till: TestTill, account: AccountKey) {
  const mine = [...till.leases.values()].filter(lease => lease.account === account);
  const row = await shop.db
    .selectFrom('lease')
    .select(['granted', 'consumed', 'refunded', 'returned'])
    .where('account', '=', account)
    .where('device_id', '=', till.enrolment.deviceId)
    .executeTakeFirstOrThrow();
  return {till: mine.reduce((sum, lease) => sum + remaining(lease), 0), server: remaining(row)};
}

test('a void puts the use back on its lease, rolls the redemption back and cancels the order', async () => {
  const {till, code, account} = await tillWith(1);
  const {operation} = await till.sell(1000, [code]);
  queueVoid(till, voidOf(operation, 1));
  const {acknowledgements} = await till.exchange();
  expect(acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'accepted']);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 1, posted: 0, leased: 1});
  expect(await leftOf(till, account)).toEqual({till: 1, server: 1});
  const {orderId, redemptions} = saleOf(operation);
  const order = await rest.get(`/v1/orders/${orderId}`);
  expect(order.body).toMatchObject({status: 'CANCELED', total_amount: 1000});
  const redemption = await rest.get(`/v1/redemptions/${redemptions[0]?.id}`);
  expect(redemption.body).toMatchObject({status: 'ROLLED_BACK'});
  const again = await till.sell(500, [code]);
  expect(again.statuses).toEqual(['applied']);
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 1, posted: 1, over: 0});
});

test('a part of a gift card’s credits goes back; the sale stands, and REST takes back the rest only', async () => {
  const {till, code, account} = await tillWith(5000, 'credits');
  const {operation} = await till.sell(2000, [code]);
  queueVoid(till, voidOf(operation, 500));
  await till.exchange();
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1500, leased: 3500});
  const {orderId, redemptions} = saleOf(operation);
  expect((await rest.get(`/v1/orders/${orderId}`)).body).toMatchObject({status: 'PAID'});
  const back = await rest.post(`/v1/redemptions/${redemptions[0]?.id}/rollback`);
  expect(back.status).toBe(200);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 0, leased: 3500, committed: 3500});
});

test('what was not spent on a lease of the till goes to the free part', async () => {
  const {till, code, account} = await tillWith(2);
  const {operation} = await till.sell(1000, [code]);
  queueVoid(till, voidOf(operation, 1, {leaseId: null}));
  await till.exchange();
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 1, posted: 0, leased: 1});
  expect(await conflictsOf(shop.db, till.enrolment.deviceId)).toEqual([]);
});

test('more than was drawn is never taken back, in one void or in two', async () => {
  const {till, code, account} = await tillWith(5000, 'credits');
  const {operation} = await till.sell(2000, [code]);
  till.queue({kind: 'void', void: voidOf(operation, 1500, {leaseId: null})});
  till.queue({kind: 'void', void: voidOf(operation, 1500, {leaseId: null})});
  const {acknowledgements} = await till.exchange();
  expect(acknowledgements.map(one => one.outcome)).toEqual(['accepted', 'accepted', 'conflict']);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 0, committed: 3000});
  expect(await conflictsOf(shop.db, till.enrolment.deviceId)).toEqual([
    expect.stringMatching(/^C6 1000 of g:.* was taken back beyond what r_.* drew, or a second time$/),
  ]);
});

/** Its server must take it for one of protocol 1, to which nothing is told and for which nothing waits. */
test('a till that no session is known of voids what REST rolled back: its units are drawn for it afresh', async () => {
  const {till, code, account} = await tillWith(1);
  const {operation} = await till.sell(1000, [code]);
  await till.exchange();
  const back = await rest.post(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}/rollback`);
  expect(back.status).toBe(200);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 0});
  queueVoid(till, voidOf(operation, 1));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted'}]);
  expect(await leftOf(till, account)).toEqual({till: 1, server: 1});
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 1, leased: 1, over: 0});
});

test('where somebody else has them by now they are over, and a person is told', async () => {
  const {till, code, account} = await tillWith(1);
  const {till: other} = await tillWith(1);
  const {operation} = await till.sell(1000, [code]);
  await till.exchange();
  await rest.post(`/v1/redemptions/${saleOf(operation).redemptions[0]?.id}/rollback`);
  await other.exchange({wants: [{account, need: 1, level: 1}]});
  queueVoid(till, voidOf(operation, 1));
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({committed: 2, leased: 2, over: 1});
  expect((await conflictsOf(shop.db, till.enrolment.deviceId)).join()).toMatch(/^C6 1 of/);
});

test('a void that comes without its sale waits, blocks nothing, and is applied when the sale comes', async () => {
  const {till, code, account} = await tillWith(2);
  const {operation: lost} = await till.sell(1000, [code]);
  const taken = queueVoid(till, voidOf(lost, 1));
  const {operation: next} = await till.sell(700, [code]);
  const {acknowledgements} = await till.exchange({operations: [taken, next], baseSequence: 2});
  expect(acknowledgements).toMatchObject([
    {
      sequence: 2,
      outcome: 'quarantined',
      detail: like(/^the sale it takes back is not here/),
    },
    {sequence: 3, outcome: 'accepted'},
  ]);
  await till.post({operations: [lost], baseSequence: 1});
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, leased: 1});
  const again = await till.post({operations: [taken], baseSequence: 2});
  expect(again.json()).toMatchObject({acknowledgements: [{sequence: 2, outcome: 'accepted'}]});
  expect(await leftOf(till, account)).toEqual({till: 1, server: 1});
});

test('a sale that drew nothing the books know stays as it is', async () => {
  const {till, account} = await tillWith(1);
  const code = `NOWHERE-${named}`;
  const nowhere = usesAccount(`v_${code}`);
  const voucher = present(percent(code, 10, {usesLimit: 1}).voucher, 'voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], []);
  await till.pull();
  const [held] = [...till.leases.values()].filter(lease => lease.account === account);
  const invented = {...present(held, 'lease'), id: 'lease_invented' as const, account: nowhere};
  till.leases.set(invented.id, invented);
  const {operation} = await till.sell(1000, [code]);
  queueVoid(till, voidOf(operation, 1));
  const {acknowledgements} = await till.exchange();
  expect(acknowledgements.map(one => one.outcome)).toEqual(['conflict', 'conflict']);
  const order = await rest.get(`/v1/orders/${saleOf(operation).orderId}`);
  expect(order.body).toMatchObject({status: 'PAID'});
});

test('another till’s sale, or a lease that it was not spent from, changes nothing', async () => {
  const {till, code, account} = await tillWith(2);
  const {till: other} = await tillWith(1);
  const {operation} = await till.sell(1000, [code]);
  await till.exchange();
  other.queue({kind: 'void', void: voidOf(operation, 1)});
  expect((await other.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect((await conflictsOf(shop.db, other.enrolment.deviceId)).join()).toMatch(
    /^C6 .*nothing was taken back$/,
  );
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 1, leased: 1});
  till.queue({kind: 'void', void: voidOf(operation, 1, {leaseId: 'lease_of_nobody'})});
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'conflict'}]);
  expect(await bookOf(shop.db, account)).toMatchObject({posted: 0, leased: 1, committed: 1});
});

test('a lockout is kept for the audit, shown with its till, and books nothing', async () => {
  const {till} = await tillWith(1);
  const {clock} = till.queue({kind: 'lockout', staffId: 'staff_test', failures: 5});
  expect((await till.exchange()).acknowledgements).toMatchObject([{outcome: 'accepted', detail: null}]);
  const answer = await shop.app.inject({url: '/sync/v1/admin/tills', headers: shop.managementKey});
  const views = answer.json<{tills: {id: string; lastLockoutAtMs: number | null}[]}>().tills;
  const view = views.find(one => one.id === till.enrolment.deviceId);
  expect(view?.lastLockoutAtMs).toBe(clock.correctedMs);
});

test('nothing unexpected was logged', () => {
  expect(shop.failures).toEqual([]);
});
