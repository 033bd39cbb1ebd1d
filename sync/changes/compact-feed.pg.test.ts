import {sql} from 'kysely';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {product} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {putDocuments} from '../../test/postgres/put-documents.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import {buildSnapshot} from '../snapshots/build-snapshot.ts';
import {publishDocument, withdrawDocument} from '../storage/publish-document.ts';
import {findSnapshot} from '../storage/snapshots/find-snapshot.ts';
import {transact} from '../storage/transact.ts';
import {compactFeed} from './compact-feed.ts';

const dayMs = 86_400_000;

let shop: TestShop;
let till: TestTill;
beforeAll(async () => {
  shop = await testShop();
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
});
afterAll(() => shop.close());

function publish(id: string, version = 1): Promise<void> {
  return transact(shop.db, tx =>
    publishDocument(tx, shop.projectId, {...product(id, 100), version, name: `${id} v${version}`}),
  );
}

function withdraw(id: string, version: number): Promise<void> {
  return transact(shop.db, tx =>
    withdrawDocument(tx, shop.projectId, {kind: 'product', id: `prod_${id}`, version}),
  );
}

async function versionsOf(id: string): Promise<number[]> {
  const rows = await shop.db
    .selectFrom('document_version')
    .select('version')
    .where('id', '=', `prod_${id}`)
    .orderBy('version')
    .execute();
  return rows.map(({version}) => version);
}

function page(query: string) {
  return shop.app.inject({url: `/sync/v1/changes?limit=2000&${query}`, headers: till.authorization});
}

/** Compacts as if so many days had gone by, and back. */
async function compactAfter(days: number) {
  shop.clock.advance(days * dayMs);
  const forgotten = await compactFeed(shop.deps, shop.projectId);
  shop.clock.advance(-days * dayMs);
  return forgotten;
}

test('deletions are told for 400 days; who stopped reading before must start again', async () => {
  await publish('kept');
  await publish('brief');
  const start = (await page('after=0&feed=')).json<{next: number; feed: string}>();
  await withdraw('brief', 2);
  const end = (await page(`after=${start.next}&feed=${start.feed}`)).json<{
    next: number;
    changes: unknown[];
  }>();
  expect(end.changes).toMatchObject([{deleted: true, id: 'prod_brief'}]);
  await buildSnapshot(shop.deps, shop.projectId);
  await publish('later');
  await page('after=0');

  expect(await compactAfter(399)).toMatchObject({deletions: 0});
  expect((await page(`after=${start.next}&feed=${start.feed}`)).statusCode).toBe(200);
  expect(await compactAfter(401)).toMatchObject({deletions: 1});
  expect(await versionsOf('brief')).toEqual([]);
  expect((await page(`after=${start.next}&feed=${start.feed}`)).json()).toMatchObject({key: 'must_refetch'});
  expect((await page(`after=${end.next}&feed=${start.feed}`)).statusCode).toBe(200);
});

test('a till that began to read after the deletion reads on, however far it got', async () => {
  const {head, feed} = (await page('after=0&feed=')).json<{head: number; feed: string}>();
  expect((await page(`after=1&since=${head}&feed=${feed}`)).statusCode).toBe(200);
  expect((await page(`after=1&since=1&feed=${feed}`)).statusCode).toBe(409);
  expect((await page('after=0')).statusCode).toBe(200);
});

test('a snapshot from before a forgotten deletion goes with it', async () => {
  const {voucher} = percent('GONE', 10);
  if (voucher === null) throw new Error('a voucher');
  await putDocuments(shop.db, shop.projectId, [voucher], []);
  await buildSnapshot(shop.deps, shop.projectId);
  expect(await findSnapshot(shop.db, shop.projectId)).not.toBeNull();
  await transact(shop.db, tx =>
    withdrawDocument(tx, shop.projectId, {kind: 'voucher', id: voucher.id, version: 2}),
  );
  await page('after=0');
  expect(await compactAfter(401)).toMatchObject({deletions: 1});
  expect(await findSnapshot(shop.db, shop.projectId)).toBeNull();
});

test('versions that were replaced 90 days ago are forgotten; the newest never is', async () => {
  await publish('tea', 1);
  await publish('tea', 2);
  await publish('tea', 3);
  expect(await compactAfter(89)).toMatchObject({versions: 0});
  await compactAfter(91);
  expect(await versionsOf('tea')).toEqual([3]);
});

test('what a till may still sell on is kept for as long as it holds a lease', async () => {
  const {voucher} = percent('LEASED', 10, {usesLimit: 5});
  if (voucher === null) throw new Error('a voucher');
  const uses = `v:${voucher.id}:uses` as const;
  await putDocuments(shop.db, shop.projectId, [voucher], [{account: uses, limit: 5}]);
  await till.exchange({wants: [{account: uses, need: 1, level: 5}]});
  await publish('cake', 1);
  await publish('cake', 2);
  expect(await compactAfter(200)).toMatchObject({versions: 0});
  expect(await versionsOf('cake')).toEqual([1, 2]);
  await sql`update lease set returned = granted`.execute(shop.db);
  await compactAfter(200);
  expect(await versionsOf('cake')).toEqual([2]);
});
