import {afterAll, beforeAll, expect, test} from 'vitest';
import {product} from '../../test/builders/facts.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import type {AppDeps} from '../http/app-deps.ts';
import {openDatabase, type Tx} from '../storage/database.ts';
import {pgFeedBook} from '../storage/documents/pg-feed-book.ts';
import {publishDocument, publishDocuments, withdrawDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {type ChangesAnswer, readChanges} from './read-changes.ts';
import {makeStamper} from './stamper.ts';

let shop: TestShop;
let till: TestTill;
beforeAll(async () => {
  shop = await testShop();
  till = await addTestTill(shop, await addTestStore(shop, 'main'), 'Till 1');
});
afterAll(() => shop.close());

function publish(id: string, version = 1): Promise<void> {
  return transact(shop.db, tx => publishIn(tx, id, version));
}

function publishIn(tx: Tx, id: string, version = 1): Promise<void> {
  return publishDocument(tx, shop.projectId, {...product(id, 100), version, name: `${id} v${version}`});
}

async function read(after: number, limit = 1000, deps = shop.deps): Promise<ChangesAnswer> {
  const {projectId} = shop;
  const storeId = till.enrolment.storeId;
  const answer = await readChanges(
    {feed: pgFeedBook(deps.db), stamper: deps.stamper},
    {projectId, storeId},
    {after, limit},
  );
  if (!answer.ok) throw new Error(answer.problem.details);
  return answer.value;
}

/** `product mug v1`, or `gone product mug v3`. */
function names({changes}: ChangesAnswer): readonly string[] {
  return changes.map(change => {
    const {deleted, document, id} = change as {
      deleted: boolean;
      document?: {kind: string; id: string; version: number};
      id?: string;
    };
    return deleted ? `gone ${id}` : `${document?.id} v${document?.version}`;
  });
}

test('what a transaction commits late is not passed over by a reader who was there in between', async () => {
  const {next: start} = await read(0);
  let commit = (): void => undefined;
  const held = transact(shop.db, async tx => {
    await publishIn(tx, 'late');
    await new Promise<void>(resolve => {
      commit = resolve;
    });
  });
  await publish('early-1');
  const first = await read(start);
  await publish('early-2');
  const second = await read(first.next);
  commit();
  await held;
  const third = await read(second.next);
  expect([names(first), names(second), names(third)]).toEqual([
    ['prod_early-1 v1'],
    ['prod_early-2 v1'],
    ['prod_late v1'],
  ]);
  expect(third.head).toBe(third.next);
});

test('a reader who only keeps the last position ends up with everything that 12 writers wrote', async () => {
  expect((await everythingOf(12, [shop.deps], 'w')).size).toBe(12 * 15);
});

test('two server processes that stamp and answer in turns lose no row either', async () => {
  const other = openDatabase(shop.url);
  const stamper = makeStamper(pgFeedBook(other.db), shop.deps.logFailure);
  const second = {...shop.deps, db: other.db, stamper};
  expect((await everythingOf(12, [shop.deps, second], 'x')).size).toBe(12 * 15);
  await stamper.close();
  await other.close();
});

/** What a reader saw who followed by cursor, asking the servers in turns while so many writers published 15 each. */
async function everythingOf(writers: number, servers: readonly AppDeps[], prefix: string) {
  let {next} = await read(0);
  const seen = new Set<string>();
  let writing = true;
  const written = Promise.all(
    Array.from({length: writers}, async (_, writer) => {
      for (let n = 0; n < 15; n += 1) {
        await publish(`${prefix}${writer}-${n}`);
        servers[n % servers.length]?.stamper.poke(shop.projectId);
      }
    }),
  ).finally(() => {
    writing = false;
  });
  let turn = 0;
  const follow = async (): Promise<void> => {
    turn += 1;
    const page = await read(next, 7, servers[turn % servers.length]);
    for (const name of names(page)) seen.add(name);
    next = page.next;
  };
  while (writing) await follow();
  await written;
  for (let before = -1; before !== next; ) {
    before = next;
    await follow();
  }
  return seen;
}

test('a document stands in the feed once, at its latest version', async () => {
  const {next} = await read(0);
  await publish('twice', 1);
  await read(next);
  await publish('twice', 2);
  await publish('twice', 3);
  expect(names(await read(next))).toEqual(['prod_twice v3']);
  await transact(shop.db, tx =>
    withdrawDocument(tx, shop.projectId, {kind: 'product', id: 'prod_twice', version: 4}),
  );
  expect(names(await read(next))).toEqual(['gone prod_twice']);
});

test('positions are gapless, unique and never change without a change', async () => {
  const before = await read(0);
  const again = await read(0);
  expect(again).toEqual(before);
  const positions = before.changes.map(change => (change as {position: number}).position);
  expect(new Set(positions).size).toBe(positions.length);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test('many stampers at once give each position once', async () => {
  await transact(shop.db, tx =>
    publishDocuments(
      tx,
      shop.projectId,
      Array.from({length: 200}, (_, n) => product(`bulk-${n}`, n)),
    ),
  );
  const heads = await Promise.all(Array.from({length: 8}, () => shop.deps.stamper.stampNow(shop.projectId)));
  expect(new Set(heads).size).toBe(1);
});

test('a version is published once: other content under it is a bug', async () => {
  await publish('fixed');
  const other = {...product('fixed', 999), name: 'other'};
  await expect(transact(shop.db, tx => publishDocument(tx, shop.projectId, other))).rejects.toThrow(
    'version used twice',
  );
});

test('a till pages through the feed by cursor and resumes where it stopped', async () => {
  await till.pull();
  const count = till.documents.length;
  expect(count).toBeGreaterThan(300);
  const {cursor} = till;
  await till.pull();
  expect(till.cursor).toBe(cursor);
  await publish('after-pull');
  await till.pull();
  expect(till.documents.length).toBe(count + 1);
});

test.each([
  'limit=0',
  'limit=2001',
  'limit=x',
  'after=-1',
  'after=1.5',
  'vouchersAfter=-1',
  'since=x',
  'after=1e300',
])('%s is refused', async query => {
  const answer = await shop.app.inject({url: `/sync/v1/changes?${query}`, headers: till.authorization});
  expect([answer.statusCode, answer.json()]).toMatchObject([400, {key: 'invalid_query_params'}]);
});

function page(query: string) {
  return shop.app.inject({url: `/sync/v1/changes?${query}`, headers: till.authorization});
}

test('a cursor of the future, or of another history, is refused with a code; a till of protocol 1 sees no head', async () => {
  const {head, feed} = (await page('after=0&feed=')).json<{head: number; feed: string}>();
  expect((await page(`after=${head}&feed=${feed}`)).json()).toMatchObject({changes: [], next: head});
  for (const query of [
    `after=${head + 1}&feed=${feed}`,
    `after=${head}&feed=another`,
    `after=0&feed=&vouchersAfter=${head + 1}`,
  ]) {
    const answer = await page(query);
    expect([answer.statusCode, answer.json()]).toMatchObject([409, {key: 'must_refetch'}]);
  }
  expect((await page(`after=${head + 1}`)).json()).toMatchObject({changes: [], next: head + 1, head: 0});
});

test('the feed is for tills: no key opens it', async () => {
  for (const headers of [{}, shop.serverKey, shop.managementKey]) {
    const answer = await shop.app.inject({url: '/sync/v1/changes', headers});
    expect(answer.statusCode).toBe(401);
  }
});
