/** A redemption is answered without reading it back: as it would be read, and on what is stored now, whoever changed it. */
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type Rest, type RestAnswer, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {buildApp} from '../http/build-app.ts';
import {openDatabase} from '../storage/database.ts';

let shop: TestShop;
let rest: Rest;
/** Another server on the same database, which remembers for itself. */
let beside: Rest;
let closeBeside: () => Promise<void>;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  const {db, close} = openDatabase(shop.url);
  const app = await buildApp({...shop.deps, db});
  beside = restOf({...shop, app, db});
  closeBeside = async () => {
    await app.close();
    await close();
  };
});
afterAll(async () => {
  await closeBeside();
  await shop.close();
});

const off = {discount: {type: 'AMOUNT', amount_off: 100}};
const coupon = (id: string) => ({object: 'voucher', id});

interface Redeemed {
  readonly redemptions: readonly {readonly id: string}[];
  readonly parent_redemption?: {readonly id: string};
  readonly order: {readonly id: string};
}

async function readBack({status, body}: RestAnswer): Promise<void> {
  expect(status).toBe(200);
  const {redemptions, parent_redemption: parent} = body as unknown as Redeemed;
  for (const redemption of parent === undefined ? redemptions : [...redemptions, parent])
    expect((await rest.get(`/v1/redemptions/${redemption.id}`)).body).toEqual(redemption);
}

test('one coupon of a campaign with rules, for a customer, with products and metadata', async () => {
  const product = {name: 'Tea', source_id: 'sku-tea', price: 400, metadata: {kind: 'green', grams: 50}};
  expect((await rest.post('/v1/products', product)).status).toBe(200);
  const rule = await rest.post('/v1/validation-rules', {
    name: 'From 5.00',
    type: 'expression',
    rules: {'1': {name: 'order.amount', conditions: {$more_than: [500]}}, logic: '1'},
  });
  await rest.post('/v1/campaigns', {
    name: 'Spring',
    campaign_type: 'DISCOUNT_COUPONS',
    start_date: '2020-01-01T00:00:00Z',
    vouchers_count: 0,
    voucher: off,
  });
  const voucher = {
    ...off,
    campaign: 'Spring',
    redemption: {quantity: 5},
    metadata: {z: 1, a: {deep: [1, 'x']}},
  };
  const spring = await rest.post('/v1/vouchers/SPRING-1', voucher);
  expect(spring.status).toBe(200);
  const assigned = await rest.post(`/v1/validation-rules/${String(rule.body['id'])}/assignments`, {
    related_object_type: 'voucher',
    related_object_id: spring.body['id'],
  });
  expect(assigned.status).toBe(200);
  const answer = await rest.post('/v1/redemptions', {
    redeemables: [coupon('spring-1')],
    customer: {source_id: 'ann', name: 'Ann', email: 'ann@shop.example'},
    order: {items: [{source_id: 'sku-tea', quantity: 2}], metadata: {till: 'web', no: 7}},
    metadata: {why: 'test', long_name_first: true, b: null},
  });
  await readBack(answer);
  await readBack(
    await rest.post('/v1/redemptions', {redeemables: [coupon('SPRING-1')], order: {amount: 900}}),
  );
});

test('a coupon and a gift card together, and their parent', async () => {
  await rest.post('/v1/vouchers/BOTH-1', off);
  await rest.post('/v1/vouchers/BOTH-2', {gift: {amount: 500}});
  const card = {...coupon('BOTH-2'), gift: {credits: 250}};
  const body = {redeemables: [coupon('BOTH-1'), card], order: {amount: 1000, source_id: 'both'}};
  await readBack(await rest.post('/v1/redemptions', body));
});

test('what another server switched is known at the next request', async () => {
  await rest.post('/v1/vouchers/MOVED', off);
  const redeem = async (by: Rest) =>
    (await by.post('/v1/redemptions', {redeemables: [coupon('MOVED')], order: {amount: 1000}})).body['key'];
  for (const [by, other] of [
    [rest, beside],
    [beside, rest],
  ] as const) {
    expect(await redeem(other)).toBe(undefined);
    await by.post('/v1/vouchers/MOVED/disable');
    expect(await redeem(other)).toBe('voucher_disabled');
    await by.post('/v1/vouchers/MOVED/enable');
    expect(await redeem(other)).toBe(undefined);
  }
});

test('a key that was taken back opens nothing a moment later, on any server', async () => {
  const others = await testShop();
  const asked = restOf(others);
  expect((await asked.get('/v1/vouchers')).status).toBe(200);
  await others.db.deleteFrom('api_key').execute();
  await expect.poll(async () => (await asked.get('/v1/vouchers')).status, {timeout: 5_000}).toBe(401);
  await others.close();
});
