/**
 * A disk that is full, for real: a small quota, in a storage bucket of its own because Chromium believes for half a
 * minute in the space it once saw free.
 */
import type {} from '@vitest/browser-playwright';
import {Dexie} from 'dexie';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cdp} from 'vitest/browser';
import {cart} from '../../test/builders/cart.ts';
import {product, settings} from '../../test/builders/facts.ts';
import {saleDraft, sold} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo, testTill} from '../../test/tills/test-till.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale} from './complete-sale.ts';
import {readHead} from './ledger-head.ts';

interface StorageBuckets {
  open(name: string): Promise<{readonly indexedDB: IDBFactory}>;
  delete(name: string): Promise<void>;
}
const {storageBuckets} = navigator as unknown as {storageBuckets: StorageBuckets};
const MEGABYTE = 1_048_576;
let bucketName = '';
const outside = Dexie.dependencies.indexedDB;

beforeEach(async () => {
  bucketName = freshName().slice(0, 40).toLowerCase();
  await setQuota(40 * MEGABYTE);
  const {indexedDB: inside} = await storageBuckets.open(bucketName);
  vi.stubGlobal('indexedDB', inside);
  Dexie.dependencies.indexedDB = inside;
});

afterEach(async () => {
  vi.unstubAllGlobals();
  Dexie.dependencies.indexedDB = outside;
  await setQuota(undefined);
  await storageBuckets.delete(bucketName);
});

async function till(): Promise<TillContext> {
  const own = await testTill();
  await publishTo(own.db, [settings(), product('mug', 2400)]);
  return own;
}
const draft = (own: TillContext) =>
  saleDraft(own, cart({mug: {}}, {metadata: {note: 'x'.repeat(100_000)}}), []);

test('a full disk costs the cache, not the sale', async () => {
  const own = await till();
  const priced = await draft(own);
  const cached = await fill(own, 'cache');
  expect(cached).toBeGreaterThan(0);
  expect(sold(await completeSale(own, priced)).receiptNumber).toBe('03-000001');
  expect(await own.db.cache.customer.count()).toBe(0);
  expect((await readHead(own.db.ledger)).sequence).toBe(1);
});

test('a disk that stays full rejects with what to do, and nothing is half-written', async () => {
  const own = await till();
  const priced = await draft(own);
  await fill(own, 'ledger');
  await setQuota(1);
  const failure = await completeSale(own, priced).catch((error: unknown) => error);
  expect(failure).toMatchObject({name: 'LedgerWriteFailed', code: 'full'});
  expect(String(failure)).toContain('Free some space');
  expect((await readHead(own.db.ledger)).sequence).toBe(0);
  expect(await own.db.ledger.operation.count()).toBe(0);
  expect(await own.db.ledger.sale.count()).toBe(0);
});

/** Writes noise until no more fits. @returns how many pieces did. */
async function fill(own: TillContext, where: 'cache' | 'ledger'): Promise<number> {
  for (let pieces = 0; ; ) {
    for (const size of [4 * MEGABYTE, MEGABYTE / 4, MEGABYTE / 32]) {
      try {
        for (;;) {
          await write(own, where, `ballast ${pieces}`, noise(size));
          pieces += 1;
        }
      } catch (error) {
        if (!JSON.stringify([String(error)]).includes('Quota')) throw error;
      }
    }
    return pieces;
  }
}

function write(own: TillContext, where: 'cache' | 'ledger', id: string, bytes: Uint8Array): Promise<unknown> {
  if (where === 'ledger') return own.db.ledger.meta.put({key: id, value: bytes});
  return own.db.cache.customer.put({id, document: bytes as never, terms: []});
}

function noise(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

async function setQuota(quotaSize: number | undefined): Promise<void> {
  const {origin} = location;
  await cdp().send(
    'Storage.overrideQuotaForOrigin',
    quotaSize === undefined ? {origin} : {origin, quotaSize},
  );
}
