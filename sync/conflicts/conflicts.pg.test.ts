import {afterAll, beforeAll, expect, test} from 'vitest';
import {type AccountKey, usesAccount} from '../../shared/ledger/account-key.ts';
import type {ConflictPage, ConflictView} from '../../shared/protocol/conflict.ts';
import {amount as amountOff} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import type {NewConflict} from './new-conflict.ts';

let shop: TestShop;
let till: TestTill;
let manager: string;
let cashier: string;
beforeAll(async () => {
  shop = await testShop();
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
  manager = await person('Maja', 'manager');
  cashier = await person('Ben', 'cashier');
});
afterAll(() => shop.close());

async function call<T>(
  method: 'GET' | 'POST',
  path: string,
  payload?: object,
): Promise<{status: number; body: T}> {
  const url = `/sync/v1/admin/${path}`;
  const body = payload === undefined ? {} : {payload};
  const answer = await shop.app.inject({method, url, headers: shop.managementKey, ...body});
  return {status: answer.statusCode, body: answer.json<T>()};
}

async function person(name: string, role: 'manager' | 'cashier'): Promise<string> {
  const pin = role === 'manager' ? '846213' : '8462';
  return (await call<{id: string}>('POST', 'staff', {name, role, pin})).body.id;
}

/** A code for 5.00 off that may be used once and was used twice. */
async function usedTwice(code: string): Promise<AccountKey> {
  const account = usesAccount(`v_${code}`);
  const {voucher} = amountOff(code, 500, {usesLimit: 1});
  await putDocuments(shop.db, shop.projectId, voucher === null ? [] : [voucher], [{account, limit: 1}]);
  await shop.deps.store.transact(shop.projectId, async tx => {
    const book = (await tx.lockAccounts([account])).get(account);
    if (book !== undefined) await tx.writeAccounts([{...book, committed: 2, over: 1}]);
  });
  return account;
}

async function open(given: Partial<NewConflict> & Pick<NewConflict, 'id'>): Promise<void> {
  const conflict: NewConflict = {
    class: 'C1',
    deviceId: till.enrolment.deviceId,
    operationId: null,
    account: null,
    amount: null,
    detail: 'Something happened',
    ...given,
  };
  await shop.deps.store.transact(shop.projectId, tx => tx.openConflict(conflict));
}

function resolve(id: string, resolution: string, more: object = {}) {
  return call<ConflictView & {key: string; details: string}>('POST', `conflicts/${id}/resolve`, {
    resolution,
    staffId: manager,
    ...more,
  });
}

async function bookOf(account: AccountKey) {
  return (await shop.deps.store.read(shop.projectId).readAccounts([account])).get(account);
}

test('a conflict says what happened, what it may cost and what can be done; said twice it is there once', async () => {
  const account = await usedTwice('SEEN');
  const evidence = {receipts: ['01-000001', '02-000007'], odd: 'a\0b'};
  for (let n = 0; n < 2; n += 1) await open({id: 'conflict_seen', account, amount: 1, evidence});
  const {body} = await call<ConflictView>('GET', 'conflicts/conflict_seen');
  expect(body).toMatchObject({
    class: 'C1',
    status: 'open',
    tillId: till.enrolment.deviceId,
    account,
    amount: 1,
    moneyMinor: 500,
    evidence: {receipts: ['01-000001', '02-000007'], odd: 'ab'},
    suggested: ['accept_loss', 'charge_customer', 'raise_limit', 'block_voucher', 'dismiss'],
    resolution: null,
    resolvedAtMs: null,
  });
  expect(body.trail.map(({actor, event}) => [actor, event])).toEqual([['server', 'opened']]);
});

test('only an active manager decides; anybody who works here may say something', async () => {
  await open({id: 'conflict_roles'});
  expect(await resolve('conflict_roles', 'dismiss', {staffId: cashier})).toMatchObject({status: 403});
  expect(await resolve('conflict_roles', 'dismiss', {staffId: 'staff_nobody'})).toMatchObject({status: 403});
  const note = {staffId: cashier, note: 'It was me, the scanner fell'};
  expect((await call('POST', 'conflicts/conflict_roles/notes', note)).status).toBe(200);
  const {body} = await resolve('conflict_roles', 'dismiss', {note: 'Seen'});
  expect(body).toMatchObject({status: 'resolved', resolution: 'dismiss'});
  expect(body.trail.map(({actor, event, note: said}) => [actor, event, said])).toEqual([
    ['server', 'opened', null],
    [cashier, 'noted', 'It was me, the scanner fell'],
    [manager, 'resolved', 'Seen'],
  ]);
});

test('what is resolved is not resolved again until it is opened again, and the trail keeps all of it', async () => {
  await open({id: 'conflict_again'});
  await resolve('conflict_again', 'accept_loss');
  expect(await resolve('conflict_again', 'dismiss')).toMatchObject({
    status: 409,
    body: {key: 'state_changed'},
  });
  const again = await call<ConflictView>('POST', 'conflicts/conflict_again/reopen', {
    staffId: manager,
    note: 'The customer came back',
  });
  expect(again.body).toMatchObject({status: 'open', resolution: null, resolvedAtMs: null});
  await resolve('conflict_again', 'charge_customer');
  const {body} = await call<ConflictView>('GET', 'conflicts/conflict_again');
  expect(body.trail.map(one => one.event)).toEqual(['opened', 'resolved', 'reopened', 'resolved']);
});

test('a resolution of another class is refused with those that fit', async () => {
  await open({id: 'conflict_unfit', class: 'C5'});
  const {status, body} = await resolve('conflict_unfit', 'keep_till');
  expect([status, body.details]).toEqual([
    400,
    'resolution should be one of accept_loss, charge_customer, dismiss',
  ]);
  expect(await resolve('conflict_none', 'dismiss')).toMatchObject({status: 404});
});

test('[L35] raising the limit takes in what is over, publishes the new limit and frees nothing', async () => {
  const account = await usedTwice('RAISED');
  await open({id: 'conflict_raise', account, amount: 1});
  expect((await resolve('conflict_raise', 'raise_limit')).status).toBe(200);
  expect(await bookOf(account)).toEqual({key: account, limit: 2, committed: 2, held: 0, over: 0});
  await till.pull();
  expect(till.documents.find(one => one.id === 'v_RAISED')).toMatchObject({usesLimit: 2, version: 2});
  await open({id: 'conflict_raise_late', account, amount: 1});
  expect(await resolve('conflict_raise_late', 'raise_limit')).toMatchObject({
    status: 409,
    body: {key: 'state_changed'},
  });
  expect((await call<ConflictView>('GET', 'conflicts/conflict_raise_late')).body.status).toBe('open');
});

test('blocking a code switches it off for every till', async () => {
  const account = await usedTwice('BLOCKED');
  await open({id: 'conflict_block', account, amount: 1});
  await resolve('conflict_block', 'block_voucher');
  await till.pull();
  expect(till.documents.find(one => one.id === 'v_BLOCKED')).toMatchObject({active: false});
});

test('what is not understood stays open when it is tried again', async () => {
  const operation = till.queue({kind: 'lockout', staffId: 'staff_x', failures: 3});
  const odd = {...operation, body: {kind: 'something-newer'}};
  const {acknowledgements} = await till.exchange({operations: [odd]});
  expect(acknowledgements).toMatchObject([{outcome: 'quarantined'}]);
  const {body} = await call<ConflictPage>('GET', 'conflicts?class=C9&status=open');
  const [waiting] = body.conflicts;
  expect(await resolve(waiting?.id ?? '', 'retry')).toMatchObject({status: 409});
});

test('pages are newest first, filtered, and the export holds all of them', async () => {
  for (let n = 0; n < 5; n += 1) await open({id: `conflict_page_${n}`, class: 'C8'});
  const ids: string[] = [];
  let after = '';
  do {
    const {body} = await call<ConflictPage>('GET', `conflicts?class=C8&limit=2${after}`);
    expect(body.conflicts.length).toBeLessThanOrEqual(2);
    ids.push(...body.conflicts.map(one => one.id));
    after = body.next === undefined ? '' : `&after=${body.next}`;
  } while (after !== '');
  expect(ids).toEqual([4, 3, 2, 1, 0].map(n => `conflict_page_${n}`));
  const all = await call<ConflictPage>('GET', 'conflicts/export');
  expect(all.body.conflicts.length).toBeGreaterThan(5);
  const chosen = await call<ConflictPage>('GET', 'conflicts/export?class=C8&status=resolved');
  expect(chosen.body.conflicts).toEqual([]);
});
