import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {createDefaultProject} from '../app/create-default-project.ts';
import {demoCampaigns} from './demo-campaigns.ts';
import {demoProducts} from './demo-catalogue.ts';
import {demoCustomers, demoSegments} from './demo-customers.ts';
import {demoKeys} from './demo-keys.ts';
import {demoStaff} from './demo-stores.ts';
import {loadDemoShop} from './load-demo-shop.ts';

const {promotions, coupons, giftCards, rules} = demoCampaigns;
const codes = [...coupons, ...giftCards].flatMap(c => c.codes);
const said: string[] = [];
let shop: TestShop;

const headers = {
  'x-app-id': demoKeys.server.appId,
  'x-app-token': demoKeys.server.token,
  'x-management-id': demoKeys.management.appId,
  'x-management-token': demoKeys.management.token,
};

async function get(url: string) {
  const answer = await shop.app.inject({method: 'GET', url, headers});
  expect(answer.statusCode).toBe(200);
  return answer.json<Record<string, unknown>>();
}

async function validate(body: object) {
  const answer = await shop.app.inject({method: 'POST', url: '/v1/validations', headers, payload: body});
  expect(answer.statusCode).toBe(200);
  return answer.json<Record<string, unknown>>();
}

beforeAll(async () => {
  shop = await testShop({mode: 'demo'});
  vi.spyOn(console, 'log').mockImplementation(line => said.push(String(line)));
  const {app, db, deps} = shop;
  const project = {name: 'Demo', keys: demoKeys, currency: 'EUR', timeZone: 'Europe/Berlin'};
  const projectId = await createDefaultProject(deps, project);
  await loadDemoShop({app, db, projectId, clock: deps.clock, random: deps.random});
});

afterAll(async () => {
  vi.restoreAllMocks();
  await shop.close();
});

test.each([
  ['products', '/v1/products', demoProducts.length],
  ['customers', '/v1/customers', demoCustomers.length],
  ['segments', '/v1/segments', demoSegments.length],
  ['validation rules', '/v1/validation-rules', rules.length],
  ['campaigns', '/v1/campaigns', promotions.length + coupons.length + giftCards.length],
  ['promotion tiers', '/v1/promotions/tiers', promotions.flatMap(p => p.tiers).length],
  ['vouchers', '/v1/vouchers', codes.length],
])('all %s are there', async (_, route, count) => {
  expect(await get(route)).toMatchObject({total: count});
});

test('the four tills wait for their code, numbered 1 to 4, and the staff is replicated', async () => {
  const tills = (await get('/sync/v1/admin/tills'))['tills'];
  expect(tills).toMatchObject([1, 2, 3, 4].map(number => ({number, status: 'waiting'})));
  const staff = await shop.db.selectFrom('document').select('id').where('kind', '=', 'staff').execute();
  expect(staff).toHaveLength(demoStaff.length);
});

test('what a till replicates: every document once, none of them deleted', async () => {
  const kinds = ['product', 'customer', 'campaign', 'voucher', 'promotion_tier', 'validation_rule'] as const;
  const rows = await shop.db.selectFrom('document').select(['kind', 'deleted']).execute();
  const counts = kinds.map(kind => rows.filter(row => row.kind === kind && !row.deleted).length);
  const campaigns = promotions.length + coupons.length + giftCards.length;
  const tiers = promotions.flatMap(p => p.tiers).length;
  expect(counts).toEqual([303, 200, campaigns, codes.length, tiers, rules.length]);
});

test('LUCKY3 has three uses, WELCOME10 any number, a gift card its balance', async () => {
  expect(await get('/v1/vouchers/LUCKY3')).toMatchObject({redemption: {quantity: 3, redeemed_quantity: 0}});
  expect(await get('/v1/vouchers/WELCOME10')).toMatchObject({redemption: {quantity: null}});
  const [card] = giftCards.filter(g => g.balanceMinor === 5000).flatMap(g => g.codes);
  expect(await get(`/v1/vouchers/${card?.code}`)).toMatchObject({gift: {amount: 5000, balance: 5000}});
});

const mug = {source_id: 'MUG-001', related_object: 'product', quantity: 1};

test.each([
  ['SPRING25', 'voucher_expired'],
  ['TWELFTH20', 'voucher_not_active'],
  ['FRIENDS12', 'campaign_not_active'],
  ['BIG20', 'order_rules_violated'],
])('%s is refused with %s', async (code, key) => {
  const redeemables = [{object: 'voucher', id: code}];
  const answer = await validate({redeemables, order: {items: [mug]}});
  expect(answer).toMatchObject({valid: false});
  expect(JSON.stringify(answer)).toContain(`"key":"${key}"`);
});

test('MUG2 takes 2.00 off the mugs and nothing else', async () => {
  const tea = {source_id: 'TEA-001', related_object: 'product', quantity: 1};
  const redeemables = [{object: 'voucher', id: 'MUG2'}];
  const answer = await validate({redeemables, order: {items: [mug, tea]}});
  expect(answer).toMatchObject({valid: true, order: {amount: 2140, items_discount_amount: 200}});
});

const item = (source_id: string, quantity = 1) => ({source_id, related_object: 'product', quantity});
const shortbread = 'PANT-001';

test.each([
  ['THIRDFREE', [item(shortbread, 7)], 980],
  ['SWEET1', [item('MUG-001')], 490],
  ['TEATABLE', [item('POT-001'), item('MUG-001', 2)], 1200],
  ['STEPS', [item('MUG-001', 5)], 725],
])('%s takes off what docs/demo-shop.md says', async (code, items, off) => {
  const answer = await validate({redeemables: [{object: 'voucher', id: code}], order: {items}});
  expect(answer).toMatchObject({valid: true, order: {total_discount_amount: off}});
});

test('it says what it loads and what to try', () => {
  const text = said.join('\n');
  expect(text).toContain('303 products');
  expect(text).toContain('Try this');
  expect(text).toContain('LUCKY3');
});
