import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {epochMs} from '../../shared/kernel/epoch.ts';
import type {OperationOutcome} from '../../shared/protocol/operation.ts';
import {cart} from '../../test/builders/cart.ts';
import {openingMs, product, settings} from '../../test/builders/facts.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import type {TillContext} from '../till-db/till-context.ts';
import {completeSale} from './complete-sale.ts';
import {readHead} from './ledger-head.ts';
import {pruneSettled} from './prune-settled.ts';

const DAY_MS = 86_400_000;
const later = (days: number) => epochMs(openingMs + days * DAY_MS);

/** A till with one sale per outcome; null is still queued. */
async function tillWith(outcomes: readonly (OperationOutcome | null)[]): Promise<TillContext> {
  const till = await testTill();
  await publishTo(till.db, [settings(), product('mug', 2400)]);
  for (const outcome of outcomes) {
    const sale = sold(await completeSale(till, await saleDraft(till, cart({mug: {}}), [])));
    const settled = {state: 'acknowledged' as const, acknowledgedAtMs: openingMs, outcome};
    if (outcome !== null) {
      await till.db.ledger.operation.where('id').equals(sale.operationId).modify(settled);
    }
  }
  return till;
}

test('accepted sales go after thirty days, with their receipts; the chain goes on', async () => {
  const till = await tillWith(['accepted', 'accepted-stale']);
  expect(await pruneSettled(till.ledger, later(30))).toBe(0);
  expect(await pruneSettled(till.ledger, later(31))).toBe(2);
  expect(await till.db.ledger.sale.count()).toBe(0);
  expect((await readHead(till.db.ledger)).sequence).toBe(2);
});

test('what waits or needs a person stays for good', async () => {
  const till = await tillWith(['conflict', 'quarantined', null]);
  expect(await pruneSettled(till.ledger, later(400))).toBe(0);
  expect(await till.db.ledger.sale.count()).toBe(3);
});

test('closed and used-up leases go, but not while the server may not have heard of a spend', async () => {
  const spent = usesLease('SPENT', 1, {consumed: 1, recalled: true});
  const leases = [spent, usesLease('LEFT', 2, {recalled: true}), usesLease('OPEN', 1, {consumed: 1})];
  const waiting = await tillWith([null]);
  const aside = await tillWith(['quarantined']);
  const quiet = await tillWith(['accepted']);
  for (const till of [waiting, aside, quiet]) {
    await till.db.ledger.lease.bulkPut(leases);
    await pruneSettled(till.ledger, openingMs);
  }
  expect(await waiting.db.ledger.lease.count()).toBe(3);
  expect(await aside.db.ledger.lease.count()).toBe(3);
  expect((await quiet.db.ledger.lease.toArray()).map(lease => lease.id)).toEqual([
    'lease_LEFT',
    'lease_OPEN',
  ]);
});
