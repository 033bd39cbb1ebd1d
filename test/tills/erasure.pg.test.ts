/**
 * A customer is deleted for good: the real server, and real tills on IndexedDB that sold to them. Afterwards nothing that
 * identifies them is found in any table of the database, in any store of the tills, or in their journals.
 */
import 'fake-indexeddb/auto';
import {sql} from 'kysely';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {saleContentSchema} from '../../renderer/sale/sale-content.ts';
import {keep, readKept} from '../../renderer/till-db/kept-value.ts';
import {searchCustomers} from '../../renderer/till-db/search-customers.ts';
import type {TillContext} from '../../renderer/till-db/till-context.ts';
import {tillFactSource} from '../../renderer/till-db/till-fact-source.ts';
import {completeSale} from '../../renderer/till-ledger/complete-sale.ts';
import {decide} from '../../shared/decision/decide.ts';
import {gather} from '../../shared/decision/gather.ts';
import type {CustomerId} from '../../shared/kernel/id.ts';
import {zero} from '../../shared/money/minor.ts';
import type {Acknowledgement} from '../../shared/protocol/exchange.ts';
import {cart} from '../builders/cart.ts';
import {type Rest, restOf} from '../postgres/rest.ts';
import {type TestShop, testShop} from '../postgres/test-shop.ts';
import {addTestStore} from '../postgres/test-till.ts';
import {type RealTill, realTill} from './real-till.ts';

const ada = {
  source_id: 'ada.lovelace',
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: '+442079460001',
  description: 'Prefers "decaf" \\ oat',
  metadata: {circle: 'secret-gold'},
};
/** What must be found nowhere; the phone as people search for it too. */
const traces = ['Lovelace', 'lovelace', 'ada@example.com', '2079460001', 'decaf', 'secret-gold'];

let shop: TestShop;
let rest: Rest;
let storeId: string;
let customerId: CustomerId;

beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  storeId = await addTestStore(shop, 'high-street');
  await rest.post('/v1/products', {name: 'Mug', source_id: 'mug', price: 2_400});
  const {body} = await rest.post('/v1/customers', ada);
  customerId = String(body['id']) as CustomerId;
  const rule = await rest.post('/v1/validation-rules', {
    name: 'Inner circle',
    rules: {
      '1': {name: 'customer.metadata', property: 'circle', conditions: {$is: ['silver']}, rules: {}},
      logic: '1',
    },
  });
  const campaign = await rest.post('/v1/campaigns', {
    name: 'For all',
    campaign_type: 'PROMOTION',
    promotion: {
      tiers: [
        {name: 'Ten', hierarchy: 1, action: {discount: {type: 'PERCENT', percent_off: 10}}},
        {
          name: 'Silver',
          hierarchy: 2,
          action: {discount: {type: 'PERCENT', percent_off: 50}},
          validation_rule_id: rule.body['id'],
        },
      ],
    },
  });
  expect([campaign.status, rule.status]).toEqual([200, 200]);
  const silver = await shop.db
    .selectFrom('promotion_tier')
    .select('tier_id')
    .where('name', '=', 'Silver')
    .executeTakeFirstOrThrow();
  await rest.post(`/v1/validation-rules/${rule.body['id']}/assignments`, {
    related_object_type: 'promotion_tier',
    related_object_id: silver.tier_id,
  });
});
afterAll(() => shop.close());

async function sellToAda({till}: RealTill): Promise<void> {
  const nowMs = till.clock.nowMs();
  const tiers = await shop.db
    .selectFrom('promotion_tier')
    .select('tier_id')
    .orderBy('name', 'desc')
    .execute();
  const request = {
    cart: cart({mug: 2_400}),
    customerId,
    customerMetadata: {circle: 'secret-gold'},
    redeemables: tiers.map(({tier_id: id}) => ({object: 'promotion_tier' as const, id})),
    applicationMode: 'PARTIAL' as const,
  };
  const facts = await gather(tillFactSource(till.db, nowMs), request, nowMs);
  expect(facts.customer?.name).toBe('Ada Lovelace');
  const decision = decide(facts, request);
  const tenders = [{kind: 'cash' as const, amountMinor: decision.order.totalMinor ?? zero}];
  const draft = {request, facts, decision, tenders, changeMinor: zero, staffId: 'staff_cas' as const};
  expect(await completeSale(till, draft)).toMatchObject({ok: true});
}

/** Every row of every table, as text. */
async function dumpDatabase(): Promise<string> {
  const {rows: tables} = await sql<{name: string}>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(shop.db);
  const texts: string[] = [];
  for (const {name} of tables) {
    const {rows} = await sql<{text: string}>`select t::text as text from ${sql.table(name)} t`.execute(
      shop.db,
    );
    texts.push(...rows.map(({text}) => text));
  }
  return texts.join('\n');
}

const tracesIn = (text: string) => traces.filter(trace => text.includes(trace));
const outcomes = (answers: readonly Acknowledgement[]) =>
  answers.map(({outcome, detail}) => ({outcome, detail}));

describe('a sale to a customer', () => {
  it('enters chain and journal sealed, and the server opens it to decide it again', async () => {
    const own = await realTill(shop, storeId, 'Till 1');
    await own.pull();
    await sellToAda(own);
    const [row] = await own.till.ledger.operation.all();
    expect(tracesIn(row?.bytes ?? '')).toEqual([]);
    expect(tracesIn(JSON.stringify(own.journal))).toEqual([]);
    expect(outcomes(await own.upload())).toEqual([{outcome: 'accepted', detail: null}]);
    const kept = await shop.db
      .selectFrom('operation')
      .select('body')
      .where('device_id', '=', own.till.identity.deviceId)
      .execute();
    expect(kept).toHaveLength(1);
    expect(tracesIn(kept[0]?.body ?? '')).toEqual([]);
  });

  it('is still taken open, as tills of protocol 1 send it', async () => {
    const old = await realTill(shop, storeId, 'Till old', {sealing: false});
    await old.pull();
    await sellToAda(old);
    expect(outcomes(await old.upload())).toEqual([{outcome: 'accepted', detail: null}]);
  });

  it('whose box was changed is posted, and a person looks at it', async () => {
    const own = await realTill(shop, storeId, 'Till forger');
    await own.pull();
    const {seal} = own.till;
    if (seal === undefined) throw new Error('no seal');
    const forged: TillContext = {...own.till, seal: async (key, _id, text) => seal(key, 'cust_other', text)};
    Object.assign(own.till, {seal: forged.seal});
    await sellToAda(own);
    const [answer] = await own.upload();
    expect(answer).toMatchObject({
      outcome: 'conflict',
      detail: `what it says about ${customerId} cannot be opened`,
    });
  });
});

describe('after a permanent deletion', () => {
  it('nothing that identifies the customer is left anywhere, and the books still add up', async () => {
    const own = await realTill(shop, storeId, 'Till 2');
    const late = await realTill(shop, storeId, 'Till 3');
    const old = await realTill(shop, storeId, 'Till 4', {sealing: false});
    for (const each of [own, late, old]) {
      await each.pull();
      await sellToAda(each);
    }
    await own.upload();
    await keep(own.till.db, 'open-sale', saleContentSchema, {
      lines: [],
      codes: [],
      customer: {id: customerId, name: 'Ada Lovelace', phone: ada.phone},
    });
    await rest.post('/v1/redemptions', {
      redeemables: [{object: 'promotion_tier', id: await tierId('Ten')}],
      customer: {id: customerId},
      order: {amount: 1_000, metadata: {deliver_to: 'Ada Lovelace'}},
    });
    await sql`
      insert into conflict (project_id, conflict_id, class, detail, evidence)
      values (${shop.projectId}, 'conflict_x', 'C9', ${`Odd: {"name":"Ada Lovelace"} of ${customerId}`}, ${JSON.stringify({note: ada.description})}::jsonb)
    `.execute(shop.db);
    expect(tracesIn(await dumpDatabase())).toEqual(traces);
    expect(tracesIn(await own.dump()).length).toBeGreaterThan(0);
    const before = await money();

    const {status, body} = await rest.post(`/v1/customers/${ada.source_id}/permanent-deletion`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      related_object_id: customerId,
      related_object: 'customer',
      status: 'DONE',
      data_json: {customer: 1},
      object: 'pernament_deletion',
    });
    expect(String(body['id'])).toMatch(/^del_/);

    expect(tracesIn(await dumpDatabase())).toEqual([]);
    expect(await money()).toEqual(before);
    expect((await rest.get(`/v1/customers/${customerId}`)).status).toBe(404);
    expect((await rest.post(`/v1/customers/${customerId}/permanent-deletion`)).status).toBe(404);

    await own.pull();
    expect(tracesIn(await own.dump())).toEqual([]);
    expect(await searchCustomers(own.till.db, 'Ada', 10)).toEqual([]);
    expect(await readKept(own.till.db, 'open-sale', saleContentSchema)).toMatchObject({customer: null});
    const [sale] = await own.till.ledger.sale.all();
    expect(sale).toMatchObject({customerId, customerName: null, totalMinor: 2_160});

    // Sold before the deletion, heard of after it.
    expect(outcomes(await late.upload())).toEqual([
      {outcome: 'accepted-stale', detail: 'its customer was erased; it could not be decided again'},
    ]);
    expect(outcomes(await old.upload())).toMatchObject([{outcome: 'accepted-stale'}]);
    expect(tracesIn(await dumpDatabase())).toEqual([]);
    await late.pull();
    expect(tracesIn(await late.dump())).toEqual([]);
  });

  it('a plain deletion takes the customer off every till and keeps the orders', async () => {
    const {body} = await rest.post('/v1/customers', {name: 'Grace Hopper', source_id: 'grace'});
    const own = await realTill(shop, storeId, 'Till 5');
    await own.pull();
    expect(await searchCustomers(own.till.db, 'Grace', 10)).toHaveLength(1);
    const answer = await shop.app.inject({
      method: 'DELETE',
      url: `/v1/customers/${body['id']}`,
      headers: shop.serverKey,
    });
    expect(answer.statusCode).toBe(204);
    await own.pull();
    expect(await searchCustomers(own.till.db, 'Grace', 10)).toEqual([]);
  });
});

async function tierId(name: string): Promise<string> {
  const row = await shop.db
    .selectFrom('promotion_tier')
    .select('tier_id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.tier_id;
}

async function money(): Promise<unknown> {
  const {rows} = await sql`
    select (select count(*) from sales_order) as orders, (select count(*) from redemption) as redemptions,
      (select sum((totals ->> 'totalMinor')::bigint) from sales_order) as total,
      (select sum(discount_minor) from redemption) as discount
  `.execute(shop.db);
  return rows;
}
