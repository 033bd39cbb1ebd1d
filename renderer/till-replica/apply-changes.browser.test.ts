import {expect, test} from 'vitest';
import type {Change} from '../../shared/protocol/changes.ts';
import {customer, openingMs, product} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {freshName} from '../../test/tills/test-till.ts';
import {dexieReplicaStore} from '../till-db/dexie-replica-store.ts';
import {findVoucher} from '../till-db/find-voucher.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {searchProducts} from '../till-db/search-products.ts';
import {applyChanges} from './apply-changes.ts';

const CHANGES = 5_000;
const PAGE = 1_000;

/** Products, customers and vouchers by turns, the second time round with a newer version. */
function change(position: number, version: number): Change {
  const n = position % CHANGES;
  const voucher = percent(`CODE-${n}`, 10).voucher;
  const made = [product(`p${n}`, 100), customer(`c${n}`, {phone: `+43 1 555 ${n}`}), voucher][n % 3];
  if (!made) throw new Error('no document');
  return {deleted: false, position, document: {...made, version}};
}

test('[AC1] five thousand changes, and the same again as updates, in pages', async () => {
  const db = await openTillDatabases(freshName());
  const ratePerSecond: number[] = [];
  for (const version of [1, 2]) {
    const startedMs = performance.now();
    for (let after = (version - 1) * CHANGES; after < version * CHANGES; after += PAGE) {
      const changes = Array.from({length: PAGE}, (_, i) => change(after + i + 1, version));
      const next = after + PAGE;
      expect(
        await applyChanges(dexieReplicaStore(db.cache), {changes, next, head: 2 * CHANGES}, after, openingMs),
      ).toBe(true);
    }
    ratePerSecond.push(Math.round((CHANGES / (performance.now() - startedMs)) * 1_000));
  }
  console.log(`applied ${ratePerSecond.join(' new and then ')} updated documents a second`);
  const [products, customers, vouchers] = await Promise.all([
    db.cache.product.count(),
    db.cache.customer.count(),
    db.cache.voucher.count(),
  ]);
  expect(products + customers + vouchers).toBe(CHANGES);
  expect((await findVoucher(db, 'code-2'))?.version).toBe(2);
  expect((await searchProducts(db, 'p12', 500)).length).toBeGreaterThan(10);
}, 60_000);

test('[AC1] a page whose transaction aborts moves no cursor', async () => {
  const {cache} = await openTillDatabases(freshName());
  const changes = [change(1, 1), {...change(2, 1), document: {...product('bad', 1), id: null}}] as Change[];
  await expect(
    applyChanges(dexieReplicaStore(cache), {changes, next: 2, head: 2}, 0, openingMs),
  ).rejects.toThrow();
  expect(await cache.product.count()).toBe(0);
  expect(await cache.cursor.count()).toBe(0);
});
