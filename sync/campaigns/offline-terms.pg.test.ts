import {afterAll, beforeAll, expect, test} from 'vitest';
import {trustAccount} from '../../shared/ledger/account-key.ts';
import type {Exposure} from '../../shared/redeemables/exposure.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';

let shop: TestShop;
let rest: Rest;
let till: TestTill;
let count = 0;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
});
afterAll(() => shop.close());

const trusting = {type: 'TRUST_UP_TO', per_redemption: 1_000, per_till: 3_000, budget: 20_000};

async function create(
  more: object,
): Promise<{status: number; id: string; body: Readonly<Record<string, unknown>>}> {
  count += 1;
  const {status, body} = await rest.post('/v1/campaigns', {
    name: `Campaign ${count}`,
    campaign_type: 'DISCOUNT_COUPONS',
    vouchers_count: 1,
    voucher: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'AMOUNT', amount_off: 500},
      redemption: {quantity: 1},
    },
    ...more,
  });
  return {status, id: String(body['id']), body};
}

async function set(id: string, body: object, query = '') {
  const url = `/sync/v1/admin/campaigns/${id}/offline-terms${query}`;
  const answer = await shop.app.inject({method: 'PUT', url, headers: shop.managementKey, payload: body});
  return {
    status: answer.statusCode,
    body: answer.json<{terms: object; before: Exposure; after: Exposure; details: string}>(),
  };
}

async function limitOf(id: string): Promise<number | undefined> {
  const account = trustAccount(id as `camp_${string}`);
  return (await shop.deps.store.read(shop.projectId).readAccounts([account])).get(account)?.limit;
}

test('a campaign is created with its offline terms, answers them, and its trust is bounded from the start', async () => {
  const terms = {offline_policy: trusting, spend_past_expiry: true, server_reserve: 5};
  const {status, id, body} = await create(terms);
  expect([status, body]).toMatchObject([200, terms]);
  expect((await rest.get(`/v1/campaigns/${id}`)).body).toMatchObject(terms);
  expect(await limitOf(id)).toBe(20_000);
  await till.pull();
  expect(till.documents.find(one => one.id === id)).toMatchObject({
    offlinePolicy: {kind: 'trust_up_to', perRedemptionMinor: 1_000, perTillMinor: 3_000, budgetMinor: 20_000},
    spendPastExpiry: true,
    serverReserve: 5,
  });
});

test('a campaign without terms says nothing of them and trusts nobody', async () => {
  const {id, body} = await create({});
  for (const property of ['offline_policy', 'spend_past_expiry', 'server_reserve'])
    expect(body).not.toHaveProperty(property);
  expect(await limitOf(id)).toBeUndefined();
});

test.each([
  [{offline_policy: {...trusting, per_till: 30_000}}, 'per_till'],
  [{offline_policy: {type: 'SOMETIMES'}}, 'LEASE_ONLY, TRUST_UP_TO, ONLINE_ONLY'],
  [{server_reserve: -1}, 'server_reserve'],
])('%j is refused by name', async (terms, said) => {
  const {status, body} = await create(terms);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain(said);
});

test('what a policy would expose is answered before it is saved, and nothing is saved', async () => {
  const {id} = await create({});
  const asked = await set(id, {offline_policy: trusting}, '?dry_run=true');
  expect(asked.body).toMatchObject({
    terms: {offline_policy: trusting},
    before: {worstCaseMinor: 0},
    after: {worstCaseMinor: 20_000, trust: {budgetMinor: 20_000}},
  });
  expect((await rest.get(`/v1/campaigns/${id}`)).body).not.toHaveProperty('offline_policy');
  expect(await limitOf(id)).toBeUndefined();
});

test('a saved policy reaches tills: the terms by the feed, the trust by a lease at the next exchange', async () => {
  const {id} = await create({});
  await till.exchange();
  await set(id, {offline_policy: trusting});
  const {leases} = await till.exchange();
  expect(leases?.find(lease => lease.account === `x:${id}:trust`)).toMatchObject({granted: 3_000});
  await till.pull();
  expect(till.documents.find(one => one.id === id)).toMatchObject({
    version: 2,
    offlinePolicy: {budgetMinor: 20_000},
  });
  const exposure = await shop.app.inject({
    url: `/sync/v1/admin/campaigns/${id}/exposure`,
    headers: shop.managementKey,
  });
  expect(exposure.json()).toMatchObject({trust: {leasedMinor: 3_000, usedMinor: 0}, worstCaseMinor: 20_000});
});

test('[V9] a policy that is taken away exposes what tills hold until they return it', async () => {
  const {id} = await create({offline_policy: trusting});
  await till.exchange({preposition: true});
  const {body} = await set(id, {offline_policy: {type: 'LEASE_ONLY'}});
  expect([body.before.worstCaseMinor, body.after.worstCaseMinor]).toEqual([20_000, 3_000]);
  expect(await limitOf(id)).toBe(3_000);
  await till.exchange();
  till.returnRecalled();
  await till.exchange();
  expect(await limitOf(id)).toBe(0);
});

test('a gift campaign is not trusted, and what is not a term is refused', async () => {
  const {id} = await create({
    campaign_type: 'GIFT_VOUCHERS',
    voucher: {type: 'GIFT_VOUCHER', gift: {amount: 2_500}},
  });
  const trust = await set(id, {offline_policy: trusting});
  expect([trust.status, trust.body.details]).toMatchObject([400, expect.stringContaining('GIFT_VOUCHERS')]);
  expect((await set(id, {offline: true})).status).toBe(400);
  expect((await set('camp_none', {})).status).toBe(404);
});
