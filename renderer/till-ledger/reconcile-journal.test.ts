import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import type {JournalRecord} from '../../shared/protocol/bridge.ts';
import {cart} from '../../test/builders/cart.ts';
import {product, settings} from '../../test/builders/facts.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryJournal} from '../../test/tills/memory-journal.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo, testTill} from '../../test/tills/test-till.ts';
import type {Journal} from '../journal/journal.ts';
import {openTillDatabases} from '../till-db/open-till-databases.ts';
import {readQueue} from '../till-db/queue.ts';
import {recentSales} from '../till-db/recent-sales.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale} from './complete-sale.ts';
import {readJournalFault} from './journal-operation.ts';
import {readHead} from './ledger-head.ts';
import {reconcileJournal} from './reconcile-journal.ts';
import {returnLease} from './return-lease.ts';

const three = percent('THREE', 10, {usesLimit: 3});

async function sellingTill(records: JournalRecord[]): Promise<TillContext> {
  const till = await testTill({journal: memoryJournal(records)});
  const documents = [settings(), product('mug', 2400), ...(three.voucher ? [three.voucher] : [])];
  await publishTo(till.db, documents);
  await till.db.ledger.lease.put(usesLease('THREE', 3));
  return till;
}
async function sell(till: TillContext) {
  return sold(await completeSale(till, await saleDraft(till, cart({mug: {}}), [three])));
}
/** The same machine after its browser storage was wiped. */
async function wiped(till: TillContext): Promise<TillContext> {
  return testTill({journal: till.journal, db: await openTillDatabases(freshName())});
}

test('[AO3] every operation is in the journal when the sale resolves', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill(records);
  await sell(till);
  await returnLease(till, 'lease_THREE');
  expect(records.map(record => record.seq)).toEqual([1, 2]);
  expect(records[1]?.hash).toBe((await readHead(till.db.ledger)).hash);
});

test('a wiped ledger gets operations, sales, counts and receipt numbers back, and sells on', async () => {
  const till = await sellingTill([]);
  const sales = [await sell(till), await sell(till)];
  const before = await till.db.ledger.operation.toArray();
  const again = await wiped(till);
  expect(await reconcileJournal(again)).toEqual({restored: 2, unreadable: 0, fault: null});
  expect(await readHead(again.db.ledger)).toEqual(await readHead(till.db.ledger));
  expect((await again.db.ledger.operation.toArray()).map(row => row.bytes)).toEqual(
    before.map(row => row.bytes),
  );
  expect((await readQueue(again.db)).queued).toBe(2);
  const restored = await recentSales(again.db, 9);
  // Both were completed in the same millisecond: their order is open.
  expect(restored.sort((a, b) => (a.receiptNumber < b.receiptNumber ? -1 : 1))).toEqual(sales);
  expect(await again.db.ledger.lease.get('lease_THREE')).toEqual(
    await till.db.ledger.lease.get('lease_THREE'),
  );
  await publishTo(again.db, [settings(), product('mug', 2400), ...(three.voucher ? [three.voucher] : [])]);
  expect((await sell(again)).receiptNumber).toBe('03-000003');
});

test('what the till had no time to journal is appended at the next start', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill(records);
  for (let i = 0; i < 3; i += 1) await sell(till);
  const whole = [...records];
  records.splice(1);
  expect(await reconcileJournal(till)).toEqual({restored: 0, unreadable: 0, fault: null});
  expect(records.map(({seq, hash}) => [seq, hash])).toEqual(whole.map(({seq, hash}) => [seq, hash]));
});

test('a journal that lags behind is brought up by the next sale', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill(records);
  await sell(till);
  await sell(till);
  records.splice(0);
  await sell(till);
  expect(records.map(record => record.seq)).toEqual([1, 2, 3]);
});

test('a journal that fails loses no sale, and the fault is on record until it is well again', async () => {
  const till = await sellingTill([]);
  const broken: TillContext = {
    ...till,
    journal: {...till.journal, append: () => Promise.reject(new Error('disk on fire'))},
  };
  expect((await sell(broken)).receiptNumber).toBe('03-000001');
  expect(await readJournalFault(till.db.ledger)).toBe('disk on fire');
  await sell(till);
  expect(await readJournalFault(till.db.ledger)).toBeNull();
});

/** As the real file: while it is empty it takes any number first. */
function fileOf(records: JournalRecord[]): Journal {
  const strict = memoryJournal(records);
  return {
    ...strict,
    async append(added) {
      const [first] = added;
      if (records.length > 0 || first === undefined) return strict.append(added);
      records.push(first);
      return strict.append(added.slice(1));
    },
  };
}

test('what a journal missed from its first operation on is brought along, not only what follows', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill([]);
  const well: TillContext = {...till, journal: fileOf(records)};
  const append = () => Promise.reject(new Error('disk on fire'));
  const broken: TillContext = {...till, journal: {...well.journal, append}};
  await sell(broken);
  await sell(broken);
  await sell(well);
  expect(records.map(({seq}) => seq)).toEqual([1, 2, 3]);
  expect(await readJournalFault(till.ledger)).toBeNull();
});

test('what it missed is brought along at the next start as well', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill([]);
  const append = () => Promise.reject(new Error('disk on fire'));
  const well: TillContext = {...till, journal: fileOf(records)};
  await sell({...till, journal: {...well.journal, append}});
  expect(await reconcileJournal(well)).toEqual({restored: 0, unreadable: 0, fault: null});
  expect(records.map(({seq}) => seq)).toEqual([1]);
});

test('a record that was altered is left out and counted, the others come back', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill(records);
  for (let i = 0; i < 3; i += 1) await sell(till);
  const second = records[1];
  if (second) records[1] = {...second, body: second.body.replace('03-000002', '03-000009')};
  const again = await wiped(till);
  expect(await reconcileJournal(again)).toMatchObject({restored: 2, unreadable: 1});
  expect((await recentSales(again.db, 9)).map(sale => sale.receiptNumber).sort()).toEqual([
    '03-000001',
    '03-000003',
  ]);
  expect((await readHead(again.db.ledger)).receiptSequence).toBe(3);
});

test('a ledger that was rolled back and went another way is told from its journal', async () => {
  const records: JournalRecord[] = [];
  const till = await sellingTill(records);
  await sell(till);
  const first = records[0];
  if (first) records[0] = {...first, hash: 'f'.repeat(64)};
  const report = await reconcileJournal(till);
  expect(report.fault).toContain('restored or copied');
  expect(await readJournalFault(till.db.ledger)).toBe(report.fault);
});
