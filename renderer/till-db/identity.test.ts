import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {freshName, publishTo, testIdentity, testTill} from '../../test/tills/test-till.ts';
import {completeSale} from './complete-sale.ts';
import {exchangeRequest} from './exchange-request.ts';
import {readIdentity, saveEnrolment} from './identity.ts';
import {forget, keep, readKept} from './kept-value.ts';
import {openTillDatabases} from './open-till-databases.ts';
import {readQueue} from './queue.ts';

test('a machine that was never enrolled is nobody', async () => {
  expect(await readIdentity(await openTillDatabases(freshName()))).toBeNull();
});

test('a new enrolment begins a new chain; what the old one left unsent is kept and shown, not sent', async () => {
  const till = await testTill();
  await publishTo(till.db, [settings(), product('mug', 2400)]);
  await till.db.ledger.lease.put(usesLease('CODE', 2));
  const sell = async (own: typeof till) =>
    sold(await completeSale(own, await saleDraft(own, cart({mug: {}}), [])));
  await sell(till);
  const identity = {...testIdentity(), epoch: 2};
  await saveEnrolment(till.db, identity);
  expect(await till.db.ledger.lease.count()).toBe(0);
  const again = {...till, identity};
  expect((await sell(again)).receiptNumber).toBe('03-000002');
  const asked = {wants: [], preposition: false, upload: true};
  const {operations, baseSequence} = await exchangeRequest(again, asked, openingMs);
  expect(operations).toMatchObject([{epoch: 2, sequence: 1, previousHash: null}]);
  expect(baseSequence).toBe(1);
  expect(await readQueue(till.db)).toMatchObject({
    queued: 1,
    problems: 1,
    entries: [
      {receiptNumber: '03-000001', state: 'stranded', isProblem: true},
      {receiptNumber: '03-000002', state: 'queued'},
    ],
  });
});

test('saving the same enrolment again changes nothing', async () => {
  const till = await testTill();
  await till.db.ledger.lease.put(usesLease('CODE', 2));
  await saveEnrolment(till.db, testIdentity());
  expect(await till.db.ledger.lease.count()).toBe(1);
});

test('a kept value survives, is forgotten on demand, and is null where it no longer fits', async () => {
  const db = await openTillDatabases(freshName());
  const schema = z.object({tries: z.int()});
  await keep(db, 'lockout', schema, {tries: 3});
  expect(await readKept(db, 'lockout', schema)).toEqual({tries: 3});
  expect(await readKept(db, 'lockout', z.object({other: z.string()}))).toBeNull();
  await forget(db, 'lockout');
  expect(await readKept(db, 'lockout', schema)).toBeNull();
});
