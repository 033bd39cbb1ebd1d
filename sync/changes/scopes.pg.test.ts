import {afterAll, beforeAll, expect, test} from 'vitest';
import type {StaffId} from '../../shared/kernel/id.ts';
import type {Document} from '../../shared/protocol/document.ts';
import type {Campaign} from '../../shared/redeemables/campaign.ts';
import type {Voucher} from '../../shared/redeemables/voucher.ts';
import {customer, settings} from '../../test/builders/facts.ts';
import {campaign, percent} from '../../test/builders/offers.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {buildSnapshot} from '../snapshots/build-snapshot.ts';
import {publishDocuments, withdrawDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';

let shop: TestShop;
let main: TestTill;
let harbour: TestTill;
beforeAll(async () => {
  shop = await testShop();
  main = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
  harbour = await addTestTill(shop, await addTestStore(shop, 'harbour'), 'Till 2');
});
afterAll(() => shop.close());

function publish(...documents: readonly Document[]): Promise<void> {
  return transact(shop.db, tx => publishDocuments(tx, shop.projectId, documents));
}

/** Ids of a kind that each of the two tills has after a pull: main's, then the harbour's. */
async function replicated(kind: Document['kind']): Promise<readonly string[][]> {
  const tills = [main, harbour];
  for (const till of tills) await till.pull();
  return tills.map(till =>
    till.documents
      .filter(document => document.kind === kind)
      .map(({id}) => id)
      .sort(),
  );
}

function bound(code: string, homeStore: string, {id}: Campaign, version = 1): Voucher {
  const {voucher} = percent(code, 10);
  if (voucher === null) throw new Error('a voucher');
  return {...voucher, version, campaignId: id, metadata: {home_store: homeStore}};
}

async function addStaff(name: string, storeId?: string): Promise<{status: number; id: StaffId}> {
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/sync/v1/admin/staff',
    headers: shop.managementKey,
    payload: {name, role: 'cashier', pin: '123456', ...(storeId === undefined ? {} : {storeId})},
  });
  return {status: answer.statusCode, id: answer.json<{id: StaffId}>().id};
}

test('people of one store are known there, people of all stores everywhere', async () => {
  const [before] = await replicated('staff');
  const {id: everyone} = await addStaff('Ada');
  const {id: local} = await addStaff('Bo', harbour.enrolment.storeId);
  expect(await replicated('staff')).toEqual([
    [...(before ?? []), everyone].sort(),
    [...(before ?? []), everyone, local].sort(),
  ]);
});

test('nobody is added to a store that there is not', async () => {
  expect((await addStaff('Cy', 'store_nowhere')).status).toBe(404);
});

const homely = campaign('Homely', {metadata: {home_store_only: true}});

test('vouchers of a campaign that is marked go to their home store only; others to every till', async () => {
  const open = campaign('Open');
  await publish(homely, open);
  await publish(
    bound('MAIN', 'main', homely),
    bound('HARB', 'harbour', homely),
    bound('LOST', 'nowhere', homely),
    bound('FREE', 'harbour', open),
  );
  expect(await replicated('voucher')).toEqual([
    ['v_FREE', 'v_LOST', 'v_MAIN'],
    ['v_FREE', 'v_HARB', 'v_LOST'],
  ]);
});

test('a voucher that moves to another store is gone from the first one, and comes back with it', async () => {
  await publish(bound('MAIN', 'harbour', homely, 2));
  expect(await replicated('voucher')).toEqual([
    ['v_FREE', 'v_LOST'],
    ['v_FREE', 'v_HARB', 'v_LOST', 'v_MAIN'],
  ]);
  await publish(bound('MAIN', 'main', homely, 3));
  expect((await replicated('voucher'))[0]).toEqual(['v_FREE', 'v_LOST', 'v_MAIN']);
});

test('a campaign that is marked later takes its vouchers from the other stores, and gives them back', async () => {
  const later = campaign('Later');
  await publish(later, bound('LATE', 'main', later));
  expect((await replicated('voucher'))[1]).toContain('v_LATE');
  await publish({...later, version: 2, metadata: {home_store_only: true}});
  expect((await replicated('voucher'))[1]).not.toContain('v_LATE');
  expect((await replicated('voucher'))[0]).toContain('v_LATE');
  await publish({...later, version: 3, metadata: {}});
  expect((await replicated('voucher'))[1]).toContain('v_LATE');
});

test('customers stay in their home store where the settings say so', async () => {
  const ada = customer('ada', {metadata: {home_store: 'main'}});
  await publish(ada, customer('bo'));
  expect(await replicated('customer')).toEqual([
    ['cust_ada', 'cust_bo'],
    ['cust_ada', 'cust_bo'],
  ]);
  await publish(settings({version: 2, customersOfHomeStoreOnly: true}));
  expect(await replicated('customer')).toEqual([['cust_ada', 'cust_bo'], ['cust_bo']]);
  await publish(settings({version: 3}));
  expect((await replicated('customer'))[1]).toEqual(['cust_ada', 'cust_bo']);
});

test('a snapshot holds what is for all; what is for one store comes down the feed beside it', async () => {
  const {position = 0, chunks = []} = (await buildSnapshot(shop.deps, shop.projectId)) ?? {};
  expect(chunks.reduce((sum, chunk) => sum + chunk.vouchers, 0)).toBe(3);
  await transact(shop.db, tx =>
    withdrawDocument(tx, shop.projectId, {kind: 'voucher', id: 'v_FREE', version: 2}),
  );
  const voucherIds = async (till: TestTill) => {
    const answer = await shop.app.inject({
      url: `/sync/v1/changes?after=0&limit=2000&feed=&vouchersAfter=${position}`,
      headers: till.authorization,
    });
    const {changes} = answer.json<{
      changes: ({deleted: true; id: string} | {deleted: false; document: Document})[];
    }>();
    return changes
      .map(change => (change.deleted ? `gone ${change.id}` : change.document.id))
      .filter(id => id.includes('v_'))
      .sort();
  };
  expect(await voucherIds(main)).toEqual(['gone v_FREE', 'v_MAIN']);
  expect(await voucherIds(harbour)).toEqual(['gone v_FREE', 'gone v_MAIN', 'v_HARB']);
});

test('a code of another store is looked up with what a sale needs; an unknown one is not found', async () => {
  const lookUp = (code: string, headers: Readonly<Record<string, string>> = main.authorization) =>
    shop.app.inject({method: 'POST', url: '/sync/v1/lookup', headers, payload: {code}});
  await shop.app.inject({
    method: 'POST',
    url: '/v1/vouchers/ELSEWHERE',
    headers: shop.serverKey,
    payload: {
      type: 'DISCOUNT_VOUCHER',
      discount: {type: 'PERCENT', percent_off: 10},
      metadata: {home_store: 'harbour'},
    },
  });
  const {documents} = (await lookUp(' elsewhere ')).json<{documents: Document[]}>();
  expect(documents).toMatchObject([{kind: 'voucher', code: 'ELSEWHERE'}]);
  expect((await lookUp(documents[0]?.id ?? '')).json()).toMatchObject({documents});
  const unknown = await lookUp('NOBODY');
  expect([unknown.statusCode, unknown.json()]).toMatchObject([404, {key: 'not_found'}]);
  expect((await lookUp('')).statusCode).toBe(400);
  expect((await lookUp('x'.repeat(501))).statusCode).toBe(400);
  expect((await lookUp('ELSEWHERE', shop.serverKey)).statusCode).toBe(401);
});

test('who guesses codes is not listened to for a while', async () => {
  const statuses = new Set<number>();
  for (let n = 0; n < 70; n += 1) {
    const answer = await shop.app.inject({
      method: 'POST',
      url: '/sync/v1/lookup',
      headers: harbour.authorization,
      payload: {code: `GUESS-${n}`},
    });
    statuses.add(answer.statusCode);
  }
  expect([...statuses]).toEqual([404, 429]);
});
