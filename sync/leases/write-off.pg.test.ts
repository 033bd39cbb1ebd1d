import {afterAll, beforeAll, expect, test} from 'vitest';
import type {CampaignId, LeaseId} from '../../shared/kernel/id.ts';
import {free} from '../../shared/ledger/account.ts';
import {type AccountKey, usesAccount} from '../../shared/ledger/account-key.ts';
import type {HeldLease} from '../../shared/protocol/admin.ts';
import type {ConflictPage} from '../../shared/protocol/conflict.ts';
import {amount, campaign} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let silent: TestTill;
let manager: string;
let count = 0;
beforeAll(async () => {
  shop = await testShop();
  silent = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
  const payload = {name: 'Maja', role: 'manager', pin: '846213'};
  manager = (await call<{id: string}>('POST', 'staff', payload)).body.id;
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

/** A code for 5.00 off with five uses, three of which the silent till holds. */
async function heldCode(): Promise<{account: AccountKey; leaseId: LeaseId; campaignId: CampaignId}> {
  count += 1;
  const code = `GONE-${count}`;
  const base = campaign(code);
  const account = usesAccount(`v_${code}`);
  const {voucher} = amount(code, 500, {usesLimit: 5, campaign: base});
  await putDocuments(
    shop.db,
    shop.projectId,
    [base, ...(voucher === null ? [] : [voucher])],
    [{account, limit: 5}],
  );
  const {leases} = await silent.exchange({wants: [{account, need: 3, level: 3}]});
  const leaseId = leases?.find(lease => lease.account === account)?.id;
  if (leaseId === undefined) throw new Error('no lease');
  await silent.pull();
  return {account, leaseId, campaignId: base.id};
}

function writeOff(leaseId: string, confirmExposure: number) {
  const order = {staffId: manager, reason: 'Fell into the harbour', confirmExposure};
  return call<{exposure: number; key: string}>('POST', `leases/${leaseId}/write-off`, order);
}

async function bookOf(account: AccountKey) {
  const book = (await shop.deps.store.read(shop.projectId).readAccounts([account])).get(account);
  if (book === undefined) throw new Error(`no ${account}`);
  return book;
}

test('what a till holds is listed once it is silent, with its age and its worth', async () => {
  const {account, leaseId} = await heldCode();
  const none = await call<{leases: HeldLease[]}>('GET', 'leases?silent_hours=1');
  expect(none.body.leases).toEqual([]);
  shop.clock.advance(13 * 3_600_000);
  const {body} = await call<{leases: HeldLease[]}>('GET', 'leases?silent_hours=1');
  expect(body.leases.find(lease => lease.account === account)).toMatchObject({
    leaseId,
    tillName: 'Till 1',
    remaining: 3,
    moneyMinor: 1_500,
    state: 'suspended',
  });
  await silent.exchange();
});

test('[L27] the exposure that was shown is confirmed, the units are free, and a record is kept', async () => {
  const {account, leaseId} = await heldCode();
  expect(await writeOff(leaseId, 2)).toMatchObject({status: 409, body: {key: 'state_changed'}});
  expect(free(await bookOf(account))).toBe(2);
  expect(await writeOff(leaseId, 3)).toMatchObject({status: 200, body: {exposure: 3}});
  expect(await bookOf(account)).toMatchObject({committed: 0, exposure: 3});
  expect(await writeOff(leaseId, 0)).toMatchObject({status: 409});
  const {body} = await call<ConflictPage>('GET', 'conflicts?class=C10');
  expect(body.conflicts.find(one => one.account === account)).toMatchObject({
    status: 'resolved',
    resolution: 'write_off',
    amount: 3,
    moneyMinor: 1_500,
    evidence: {leaseId, reason: 'Fell into the harbour'},
    trail: [
      {actor: 'server', event: 'opened'},
      {actor: manager, event: 'resolved'},
    ],
  });
});

test('[L27] a till that comes back reports late: what it spent is posted, what it returns is no longer exposed', async () => {
  const {account, leaseId} = await heldCode();
  await silent.sell(2_000, [`GONE-${count}`]);
  await writeOff(leaseId, 3);
  await silent.exchange();
  expect(await bookOf(account)).toMatchObject({committed: 1, over: 0, exposure: 2});
  silent.returnRecalled();
  await silent.exchange();
  const book = await bookOf(account);
  expect([book.committed, book.exposure, free(book)]).toEqual([1, undefined, 4]);
  await silent.exchange({wants: [{account, need: 1, level: 1}]});
  expect((await bookOf(account)).committed).toBe(2);
});

test('[V9] a campaign’s exposure counts what was written off', async () => {
  const {leaseId, campaignId} = await heldCode();
  await writeOff(leaseId, 3);
  await shop.db
    .insertInto('campaign')
    .values({
      project_id: shop.projectId,
      campaign_id: campaignId,
      name: campaignId,
      campaign_type: 'DISCOUNT_COUPONS',
      type: 'STATIC',
    })
    .execute();
  const {body} = await call('GET', `campaigns/${campaignId}/exposure`);
  expect(body).toMatchObject({writtenOff: {units: 3, moneyMinor: 1_500}, worstCaseMinor: 1_500});
});

test('everything a destroyed till holds is given up at once', async () => {
  const {account} = await heldCode();
  const other = await heldCode();
  const {body} = await call<{leases: HeldLease[]}>('GET', 'leases?silent_hours=0');
  expect(body.leases.length).toBeGreaterThanOrEqual(0);
  const held = [...silent.leases.values()].filter(lease => !lease.recalled);
  const confirmExposure = held.reduce((sum, l) => sum + l.granted + l.refunded - l.consumed - l.returned, 0);
  const order = {staffId: manager, reason: 'Stolen', confirmExposure};
  const till = silent.enrolment.deviceId;
  expect(await call('POST', `tills/${till}/write-off`, order)).toMatchObject({status: 200});
  expect([free(await bookOf(account)), free(await bookOf(other.account))]).toEqual([5, 5]);
});

test('a cashier cannot write off, and an unknown lease is not found', async () => {
  const {leaseId} = await heldCode();
  const cashier = await call<{id: string}>('POST', 'staff', {name: 'Ben', role: 'cashier', pin: '8462'});
  const order = {staffId: cashier.body.id, reason: 'No', confirmExposure: 3};
  expect((await call('POST', `leases/${leaseId}/write-off`, order)).status).toBe(403);
  expect((await writeOff('lease_none', 3)).status).toBe(404);
});
