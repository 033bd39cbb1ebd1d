/**
 * Erasure on the server alone: what others wrote about a customer, what is packed for tills, and what must stay as it is.
 * With real tills: test/tills/erasure.pg.test.ts.
 */
import {gunzipSync} from 'node:zlib';
import {sql} from 'kysely';
import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {makeId} from '../../shared/kernel/id.ts';
import {manifestSchema} from '../../shared/protocol/snapshot.ts';
import {readBlock, splitLine} from '../../shared/protocol/voucher-block.ts';
import {type Rest, restOf} from '../../test/postgres/rest.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {systemRandom} from '../app/system-random.ts';
import {buildSnapshot} from '../snapshots/build-snapshot.ts';

let shop: TestShop;
let rest: Rest;
let till: TestTill;
beforeAll(async () => {
  shop = await testShop();
  rest = restOf(shop);
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
});
afterAll(() => shop.close());

let made = 0;
let email: string;
let name: string;
let customerId: string;
beforeEach(async () => {
  made += 1;
  email = `ada-${made}@example.com`;
  name = `Ada Lovelace ${'I'.repeat(made)}`;
  customerId = await newCustomer({name, email, source_id: `sale${made}`});
});

async function newCustomer(customer: object): Promise<string> {
  const {status, body} = await rest.post('/v1/customers', customer);
  expect(status).toBe(200);
  return String(body['id']);
}

async function newVoucher(code: string, more: object = {}) {
  const {status, body} = await rest.post(`/v1/vouchers/${code}`, {
    discount: {type: 'PERCENT', percent_off: 10},
    ...more,
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return String(body['id']);
}

function erase(id = customerId) {
  return rest.post(`/v1/customers/${id}/permanent-deletion`);
}

function remove(id = customerId) {
  return shop.app.inject({method: 'DELETE', url: `/v1/customers/${id}`, headers: shop.serverKey});
}

/** Every row of every table as text, chunks as what is packed in them. */
async function dump(): Promise<string> {
  const {rows: tables} = await sql<{name: string}>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
  `.execute(shop.db);
  const texts: string[] = [];
  for (const {name: table} of tables) {
    const {rows} = await sql<{text: string}>`select t::text as text from ${sql.table(table)} t`.execute(
      shop.db,
    );
    texts.push(...rows.map(({text}) => text));
  }
  const chunks = await shop.db.selectFrom('snapshot_chunk').select('body').execute();
  return [...texts, ...chunks.map(({body}) => gunzipSync(body).toString('utf8'))].join('\n').toLowerCase();
}

const traces = async () => {
  const text = await dump();
  return [email, name.toLowerCase()].filter(word => text.includes(word));
};

describe('what others wrote about a customer', () => {
  it('goes from vouchers, campaigns, rules and their history, and tills are told', async () => {
    const id = await newVoucher(`HOLDER-${made}`, {
      metadata: {holder: name.toUpperCase(), [email]: 1, tier: 'gold'},
      additional_info: `for ${email}`,
    });
    const gone = await newVoucher(`GONE-${made}`, {metadata: {holder: name}});
    await rest.post('/v1/campaigns', {
      name: `Camp ${made}`,
      description: `asked for by ${name}`,
      metadata: {by: [email]},
      voucher: {discount: {type: 'PERCENT', percent_off: 5}},
    });
    await rest.post('/v1/validation-rules', {
      name: `Rule ${made}`,
      rules: {'1': {name: 'customer.email', conditions: {$is: [email]}, rules: {}}, logic: '1'},
    });
    await sql`
      insert into archived_document (project_id, kind, document_id, version, body, archived_at, archived_by)
      select project_id, kind, id, version, body, now(), 'api' from document where id = ${gone}
    `.execute(shop.db);
    await sql`
      insert into document_edit (project_id, edit_id, staff_id, kind, document_id, base_version, result, fields,
        edited_at, merged_at)
      values (${shop.projectId}, ${makeId('edit', shop.clock.nowMs(), systemRandom)}, 'staff_a', 'voucher', ${id}, 1,
        'merged', ${JSON.stringify([{path: 'metadata.holder', mine: name, outcome: 'taken'}])}::jsonb, now(), now())
    `.execute(shop.db);
    await till.pull();
    expect(await traces()).toEqual([email, name.toLowerCase()]);

    expect((await erase()).status).toBe(200);
    expect(await traces()).toEqual([]);
    const voucher = await rest.get(`/v1/vouchers/HOLDER-${made}`);
    expect(voucher.body).toMatchObject({
      metadata: {holder: '[erased]', '[erased]': 1, tier: 'gold'},
      additional_info: 'for [erased]',
    });
    await till.pull();
    expect(JSON.stringify(till.documents).toLowerCase()).not.toContain(email);
    expect(JSON.stringify(till.documents).toLowerCase()).not.toContain(name.toLowerCase());
  });

  it('goes from packed vouchers at once, from replaced chunks too, and the snapshot stays whole', async () => {
    for (let n = 0; n < 40; n += 1) await newVoucher(`PACK-${made}-${n}`);
    const id = await newVoucher(`PACKED-${made}`, {metadata: {holder: name}});
    await buildSnapshot(shop.deps, shop.projectId);
    await newVoucher(`LATER-${made}`);
    await buildSnapshot(shop.deps, shop.projectId);
    const held = await shop.db.selectFrom('snapshot_chunk').select('retired_at').execute();
    expect(held.some(one => one.retired_at !== null)).toBe(true);
    expect(await traces()).toContain(name.toLowerCase());
    await erase();
    expect(await traces()).toEqual([]);

    const answer = await shop.app.inject({url: '/sync/v1/snapshot', headers: till.authorization});
    const manifest = manifestSchema.parse(answer.json());
    const packed = new Map<string, unknown>();
    for (const {sha256, bytes, vouchers} of manifest.chunks) {
      const chunk = await shop.app.inject({url: `/sync/v1/chunks/${sha256}`, headers: till.authorization});
      expect(chunk.rawPayload.length).toBe(bytes);
      const lines = gunzipSync(chunk.rawPayload).toString('utf8').split('\n');
      const here = lines.flatMap(line => readBlock(splitLine(line)?.text ?? '{"t":[],"r":[]}'));
      expect(here).toHaveLength(vouchers);
      for (const one of here) packed.set(one.id, one.document);
    }
    expect(packed.get(id)).toMatchObject({version: 2, metadata: {holder: '[erased]'}});
    const published = await shop.db
      .selectFrom('document')
      .select('id')
      .where('kind', '=', 'voucher')
      .where('deleted', '=', false)
      .execute();
    expect([...packed.keys()].sort()).toEqual(published.map(row => row.id).sort());
  });
});

describe('what is not theirs', () => {
  it('stays: the words of our own formats, other words with theirs in them, and a town', async () => {
    const other = await newCustomer({
      name: 'Kind',
      source_id: 'voucher',
      email: `kind-${made}@example.com`,
      address: {city: 'London', line_1: '1 Kind Street'},
    });
    await rest.post('/v1/redemptions', {
      redeemables: [{object: 'voucher', id: await codeOf()}],
      customer: {id: other},
      order: {amount: 1_000, metadata: {to: 'Kind of London', box: 'Kindling', street: '1 Kind Street'}},
    });
    await newVoucher(`CITY-${made}`, {metadata: {town: 'London', kind: 'kind', id: 'voucher'}});
    expect((await erase(other)).status).toBe(200);
    const [order] = await shop.db
      .selectFrom('sales_order')
      .select(['cart', 'metadata', 'redemptions'])
      .where('customer_id', '=', sql<never>`${other}`)
      .execute();
    expect(order?.metadata).toEqual({to: '[erased] of London', box: 'Kindling', street: '[erased]'});
    expect(JSON.stringify(order?.redemptions)).toContain('"related_object_type":"voucher"');
    const kept = await rest.get(`/v1/vouchers/CITY-${made}`);
    expect(kept.body).toMatchObject({metadata: {town: 'London', kind: 'kind', id: 'voucher'}});
  });

  async function codeOf(): Promise<string> {
    await newVoucher(`USE-${made}`, {redemption: {quantity: null}});
    return `USE-${made}`;
  }
});

describe('a customer who was only deleted before', () => {
  it('can be erased by id: the key goes, on tills too', async () => {
    expect((await remove()).statusCode).toBe(204);
    expect((await erase()).status).toBe(200);
    const keys = await shop.db
      .selectFrom('customer_key')
      .select('customer_id')
      .where('customer_id', '=', sql<never>`${customerId}`)
      .execute();
    expect(keys).toEqual([]);
    await till.pull();
    expect(JSON.stringify(till.documents)).not.toContain(customerId);
    expect((await erase()).status).toBe(404);
  });
});

it('names that a customer had before go from their own sales', async () => {
  await sql`
    insert into operation (project_id, device_id, epoch, sequence, operation_id, hash, kind, body, occurred_at, outcome)
    values (${shop.projectId}, ${till.enrolment.deviceId}, 1, ${900 + made}, ${`op_${made}`}, ${'0'.repeat(64)}, 'sale',
      ${JSON.stringify({
        body: {
          kind: 'sale',
          sale: {
            facts: {
              customer: {
                kind: 'customer',
                id: customerId,
                version: 1,
                sourceId: null,
                name: 'Ada Byron',
                phone: null,
                email: null,
              },
            },
            note: 'left with Ada Byron',
          },
        },
      })}, now(), 'accepted')
  `.execute(shop.db);
  await erase();
  expect(await dump()).not.toContain('byron');
});

it('a sale that is being kept meanwhile is waited for, and scrubbed with the others', async () => {
  const sale = {facts: {customer: {kind: 'customer', id: customerId, name}}};
  const erasing = await shop.deps.store.transact(shop.projectId, async tx => {
    expect(await tx.findCustomerKey(customerId as `cust_${string}`)).toBeInstanceOf(Uint8Array);
    const started = erase();
    await Promise.race([started, untilSomebodyWaits()]);
    await tx.keepOperation(
      {deviceId: till.enrolment.deviceId, epoch: 1},
      {
        sequence: 800 + made,
        hash: 'f'.repeat(64),
        outcome: 'accepted',
        detail: null,
        operationId: `op_late${made}`,
        kind: 'sale',
        body: JSON.stringify({body: {kind: 'sale', sale}}),
        occurredMs: shop.clock.nowMs(),
        receivedMs: shop.clock.nowMs(),
        forked: false,
      },
    );
    return {started};
  });
  expect((await erasing.started).status).toBe(200);
  expect(await traces()).toEqual([]);
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const {rows} = await sql`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(shop.db);
    if (rows.length > 0) return;
  }
}
