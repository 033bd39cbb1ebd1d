import 'fake-indexeddb/auto';
import {expect, test} from 'vitest';
import {cart} from '../../test/builders/cart.ts';
import {product, settings} from '../../test/builders/facts.ts';
import {saleDraft, sold, usesLease} from '../../test/tills/sale-draft.ts';
import {publishTo, testTill} from '../../test/tills/test-till.ts';
import {completeSale} from './complete-sale.ts';
import {endRevoked} from './end-revoked.ts';
import {putMeta} from './meta.ts';
import {readSyncState, syncStateKey} from './sync-state.ts';

async function withdrawnTill() {
  const till = await testTill();
  await publishTo(till.db, [settings(), product('mug', 2400)]);
  await till.db.ledger.lease.put(usesLease('CODE', 2));
  sold(await completeSale(till, await saleDraft(till, cart({mug: {}}), [])));
  const revoke = async () => {
    const state = await readSyncState(till.ledger);
    await putMeta(till.ledger, syncStateKey, {...state, standing: 'revoked'});
  };
  const drain = () => till.db.ledger.operation.toCollection().modify({state: 'acknowledged'});
  return {till, revoke, drain};
}

test('a withdrawn till is emptied when the server has what it sold, and its own books stay', async () => {
  const {till, revoke, drain} = await withdrawnTill();
  await revoke();
  expect(await endRevoked(till)).toBe(false);
  expect(await till.db.ledger.lease.count()).toBe(1);
  await drain();
  expect(await endRevoked(till)).toBe(true);
  expect([await till.db.ledger.lease.count(), await till.db.ledger.sale.count()]).toEqual([0, 1]);
  expect(await till.replica.position()).toBe(0);
});

test('a till in good standing is never emptied', async () => {
  const {till, drain} = await withdrawnTill();
  await drain();
  expect(await endRevoked(till)).toBe(false);
  expect(await till.replica.position()).toBeGreaterThan(0);
});
