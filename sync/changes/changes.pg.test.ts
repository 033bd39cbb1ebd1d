import {afterAll, beforeAll, expect, test} from 'vitest';
import {product} from '../../test/builders/facts.ts';
import {type TestShop, testShop} from '../../test/postgres/test-shop.ts';
import {addTestStore, addTestTill, type TestTill} from '../../test/postgres/test-till.ts';
import type {Tx} from '../storage/database.ts';
import {publishDocument, publishDocuments, withdrawDocument} from '../storage/publish-document.ts';
import {transact} from '../storage/transact.ts';
import {type ChangesAnswer, readChanges} from './read-changes.ts';

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

function read(after: number, limit = 1000): Promise<ChangesAnswer> {
  return readChanges(shop.deps, shop.projectId, {after, limit});
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
  let {next} = await read(0);
  const seen = new Set<string>();
  let writing = true;
  const writers = Promise.all(
    Array.from({length: 12}, async (_, writer) => {
      for (let n = 0; n < 15; n += 1) await publish(`w${writer}-${n}`);
    }),
  ).finally(() => {
    writing = false;
  });
  const follow = async (): Promise<void> => {
    const page = await read(next, 7);
    for (const name of names(page)) seen.add(name);
    next = page.next;
  };
  while (writing) await follow();
  await writers;
  for (let before = -1; before !== next; ) {
    before = next;
    await follow();
  }
  expect(seen.size).toBe(12 * 15);
});

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

test.each(['limit=0', 'limit=2001', 'limit=x', 'after=-1', 'after=1.5'])('%s is refused', async query => {
  const answer = await shop.app.inject({url: `/sync/v1/changes?${query}`, headers: till.authorization});
  expect([answer.statusCode, answer.json()]).toMatchObject([400, {key: 'invalid_query_params'}]);
});

test('the feed is for tills: no key opens it', async () => {
  for (const headers of [{}, shop.serverKey, shop.managementKey]) {
    const answer = await shop.app.inject({url: '/sync/v1/changes', headers});
    expect(answer.statusCode).toBe(401);
  }
});
