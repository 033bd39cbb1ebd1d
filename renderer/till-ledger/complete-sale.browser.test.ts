/** What only a real browser shows: flushes, aborts, several connections. */
import {afterEach, expect, test, vi} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo, testTill} from '../../test/tills/test-till.ts';
import {type DatabaseTrouble, openTillDatabases, type TillDatabases} from '../till-db/open-till-databases.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale} from './complete-sale.ts';
import {readHead} from './ledger-head.ts';
import {LedgerWriteFailed} from './ledger-write-failed.ts';

const code = percent('CODE', 10, {usesLimit: 9});
const documents = [settings(), product('mug', 2400), ...(code.voucher ? [code.voucher] : [])];

afterEach(() => {
  vi.restoreAllMocks();
});

async function till(db?: TillDatabases): Promise<TillContext> {
  const opened = await testTill(db === undefined ? {} : {db});
  await publishTo(opened.db, documents);
  return opened;
}
const draft = (own: TillContext) => saleDraft(own, cart({mug: {}}), [code]);

async function books({ledger}: TillDatabases) {
  return {
    head: await readHead(ledger),
    leases: await ledger.lease.toArray(),
    operations: await ledger.operation.count(),
    sales: await ledger.sale.count(),
    unshown: await ledger.unshown.count(),
  };
}

test('[CS1] every writing transaction of the ledger is strict, those of the cache are relaxed', async () => {
  const durabilities = new Set<string>();
  const transaction = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    const opened = transaction.apply(this, given);
    const database = this.name.includes('-ledger') ? 'ledger' : 'cache';
    if (opened.mode === 'readwrite') durabilities.add(`${database} ${opened.durability}`);
    return opened;
  });
  const own = await till();
  sold(await completeSale(own, await draft(own)));
  expect([...durabilities].sort()).toEqual(['cache relaxed', 'ledger strict']);
});

test.each(['operation', 'sale', 'unshown'])(
  '[AO1] an abort at the write to %s leaves nothing behind',
  async store => {
    const own = await till();
    await own.db.ledger.lease.put(usesLease('CODE', 2));
    const before = await books(own.db);
    const priced = await draft(own);
    const add = IDBObjectStore.prototype.add;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...given) {
      const request = add.apply(this, given);
      if (this.name === store) this.transaction.abort();
      return request;
    });
    await expect(completeSale(own, priced)).rejects.toBeInstanceOf(LedgerWriteFailed);
    expect(await books(own.db)).toEqual(before);
    vi.restoreAllMocks();
    expect(sold(await completeSale(own, priced)).receiptNumber).toBe('03-000001');
  },
);

test('[CS2] [CS3] two windows on one lease of seven sell exactly seven, gapless, each prepared again when overtaken', async () => {
  const name = freshName();
  const windows = [await till(await openTillDatabases(name)), await till(await openTillDatabases(name))];
  const [first] = windows;
  if (first === undefined) throw new Error('no window');
  await first.db.ledger.lease.put(usesLease('CODE', 7));
  const priced = await draft(first);
  let prepared = 0;
  const counted = windows.map(own => ({
    ...own,
    clock: {
      ...own.clock,
      read: () => {
        prepared += 1;
        return own.clock.read();
      },
    },
  }));
  const sales = await Promise.all(
    Array.from({length: 12}, (_, i) => completeSale(counted[i % 2] ?? first, priced)),
  );
  expect(sales.filter(result => result.ok).length).toBe(7);
  expect(sales.filter(result => !result.ok).map(result => !result.ok && result.code)).toEqual(
    Array(5).fill('lease-short'),
  );
  const numbers = sales.flatMap(result => (result.ok ? [result.sale.receiptNumber] : [])).sort();
  expect(numbers).toEqual(Array.from({length: 7}, (_, i) => `03-00000${i + 1}`));
  expect((await first.db.ledger.lease.get('lease_CODE'))?.consumed).toBe(7);
  expect(prepared).toBeGreaterThan(12);
});

test('[AO2] two windows that draw on nothing still make one chain', async () => {
  const name = freshName();
  const windows = [await till(await openTillDatabases(name)), await till(await openTillDatabases(name))];
  const sales = await Promise.all(
    [...windows, ...windows, ...windows].map(async own =>
      completeSale(own, await saleDraft(own, cart({mug: {}}), [])),
    ),
  );
  const numbers = sales.map(sale => sold(sale).receiptNumber).sort();
  expect(numbers).toEqual(Array.from({length: 6}, (_, i) => `03-00000${i + 1}`));
});

test('a window with a newer version takes the ledger over: this one lets go, says so, and keeps the sale open', async () => {
  const name = freshName();
  const reported: DatabaseTrouble[] = [];
  const own = await till(await openTillDatabases(name, trouble => reported.push(trouble)));
  const priced = await draft(own);
  const newer = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`${name}-ledger`, 9_999);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  expect(reported).toEqual(['superseded']);
  await expect(completeSale(own, priced)).rejects.toMatchObject({code: 'closed'});
  newer.close();
});
