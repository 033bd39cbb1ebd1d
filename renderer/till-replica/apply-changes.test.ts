import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import type {Change} from '../../shared/protocol/changes.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {dexieReplicaStore, readCursor} from '../till-db/dexie-replica-store.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {applyChanges} from './apply-changes.ts';

const put = (position: number, price: number, version: number): Change => ({
  deleted: false,
  position,
  document: {...product('mug', price), version},
});
const gone = (position: number, version: number): Change => ({
  deleted: true,
  position,
  kind: 'product',
  id: 'prod_mug',
  version,
});
const page = (changes: Change[], head?: number) => {
  const next = changes.at(-1)?.position ?? 0;
  return {changes, next, head: head ?? next};
};
const open = async () => (await openTillDatabases(freshName())).cache;

test('[AC1] a page and its cursor are applied together, and an end of the feed is remembered', async () => {
  const cache = await open();
  await applyChanges(dexieReplicaStore(cache), page([put(1, 2400, 1)], 9), 0, openingMs);
  expect(await readCursor(cache)).toMatchObject({position: 1, head: 9, completeAtMs: null});
  await applyChanges(dexieReplicaStore(cache), page([put(9, 2500, 2)]), 1, openingMs);
  expect(await readCursor(cache)).toMatchObject({position: 9, head: 9, completeAtMs: openingMs});
  expect((await cache.product.get('prod_mug'))?.document.priceMinor).toBe(2500);
});

test('[AC2] a page that begins beyond the cursor is not applied', async () => {
  const cache = await open();
  expect(await applyChanges(dexieReplicaStore(cache), page([put(6, 1, 1)]), 5, openingMs)).toBe(false);
  expect(await cache.product.count()).toBe(0);
  expect((await readCursor(cache)).position).toBe(0);
});

test('[AC3] an old page that arrives late moves neither document nor cursor back', async () => {
  const cache = await open();
  await applyChanges(dexieReplicaStore(cache), page([put(5, 2600, 3)]), 0, openingMs);
  await applyChanges(dexieReplicaStore(cache), page([put(2, 2400, 1)]), 0, openingMs);
  expect((await cache.product.get('prod_mug'))?.document.version).toBe(3);
  expect((await readCursor(cache)).position).toBe(5);
});

test('[AC3] what was deleted stays deleted, until a newer version brings it back', async () => {
  const cache = await open();
  await applyChanges(dexieReplicaStore(cache), page([put(1, 2400, 1)]), 0, openingMs);
  await applyChanges(dexieReplicaStore(cache), page([gone(2, 2)]), 1, openingMs);
  await applyChanges(dexieReplicaStore(cache), page([put(1, 2400, 1)]), 0, openingMs);
  expect(await cache.product.get('prod_mug')).toBeUndefined();
  await applyChanges(dexieReplicaStore(cache), page([put(3, 2700, 3)]), 2, openingMs);
  expect((await cache.product.get('prod_mug'))?.document.priceMinor).toBe(2700);
});

test('documents are stored as published, beside the keys they are found by', async () => {
  const cache = await open();
  const voucher = percent('Tea-10', 10).voucher;
  const changes: Change[] = [settings(), ...(voucher ? [voucher] : [])].map((document, i) => ({
    deleted: false,
    position: i + 1,
    document,
  }));
  await applyChanges(dexieReplicaStore(cache), page(changes), 0, openingMs);
  expect(await cache.voucher.toArray()).toEqual([
    {id: 'v_Tea-10', document: voucher, exactCode: 'Tea-10', foldedCode: 'TEA-10', slot: 10_372},
  ]);
  expect((await cache.other.toArray()).map(row => row.document)).toEqual([settings()]);
});
