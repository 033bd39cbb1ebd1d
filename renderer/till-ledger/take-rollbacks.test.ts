import {expect, test} from 'vitest';
import {present} from '../../shared/kernel/assert.ts';
import {remaining} from '../../shared/ledger/lease.ts';
import {operationSchema} from '../../shared/protocol/operation.ts';
import type {RollbackNotice} from '../../shared/protocol/rollback-notice.ts';
import {cart} from '../../test/builders/cart.ts';
import {percent} from '../../test/builders/offers.ts';
import {memoryDisk} from '../../test/simulation/memory-ledger-store.ts';
import {memoryJournal} from '../../test/tills/memory-journal.ts';
import {memoryDraft, memoryTill} from '../../test/tills/memory-till.ts';
import {sold, usesLease} from '../../test/tills/sale-draft.ts';
import {completeSale} from './complete-sale.ts';
import {putMeta} from './meta.ts';
import {reconcileJournal} from './reconcile-journal.ts';
import {readSyncState, syncStateKey} from './sync-state.ts';
import {takeRollbacks} from './take-rollbacks.ts';
import type {Till} from './till.ts';
import {voidSale} from './void-sale.ts';

const three = percent('THREE', 10, {usesLimit: 3});

async function soldOne(given: Parameters<typeof memoryTill>[0] = {}) {
  const till = await memoryTill(given);
  await till.ledger.lease.put(usesLease('THREE', 1));
  const sale = sold(await completeSale(till, await memoryDraft(till, cart({mug: {}}), [three])));
  const [operation] = await bodies(till);
  if (operation?.kind !== 'sale') throw new Error('not sold');
  const told: RollbackNotice = {
    id: 'notice_1',
    orderId: sale.orderId,
    redemptionId: present(operation.sale.redemptions[0], 'redemption').id,
    account: 'v:v_THREE:uses',
    amount: 1,
    leaseId: 'lease_THREE',
    epoch: till.identity.epoch,
  };
  return {till, sale, told};
}
const bodies = async ({ledger}: Till) =>
  (await ledger.operation.all()).map(row => operationSchema.parse(JSON.parse(row.bytes)).body);
const kinds = async (till: Till) => (await bodies(till)).map(body => body.kind);
const left = async (till: Till) => (await till.ledger.lease.all()).map(remaining);
const takeBack = (till: Till, saleId: `sale_${string}`) =>
  voidSale(till, {saleId, staffId: 'staff_ada', reason: null});

test('[TR1] after its word the till does not take the same back, and its lease stays as it is', async () => {
  const {till, sale, told} = await soldOne();
  expect(await takeRollbacks(till, [told])).toBe(1);
  expect(await kinds(till)).toEqual(['sale', 'rollback-seen']);
  expect(await takeBack(till, sale.id)).toMatchObject({code: 'already-reversed', left: 0});
  expect(await left(till)).toEqual([0]);
});

test('what it took back before stands before its word in the chain', async () => {
  const {till, sale, told} = await soldOne();
  expect(await takeBack(till, sale.id)).toMatchObject({ok: true});
  expect(await takeRollbacks(till, [told])).toBe(1);
  expect(await kinds(till)).toEqual(['sale', 'void', 'rollback-seen']);
  expect(await takeBack(till, sale.id)).toMatchObject({code: 'already-reversed', left: 0});
  expect(await left(till)).toEqual([1]);
});

test('[TR2] told again, by two answers at once or after a crash, it gives its word once', async () => {
  const {till, told} = await soldOne();
  const taken = await Promise.all([takeRollbacks(till, [told]), takeRollbacks(till, [told])]);
  expect(taken.sort()).toEqual([0, 1]);
  expect(await takeRollbacks(till, [told])).toBe(0);
  expect(await kinds(till)).toEqual(['sale', 'rollback-seen']);
});

test('[TR1] a power cut before the word leaves no trace of it, one after it the whole', async () => {
  const disk = memoryDisk();
  const {till, sale, told} = await soldOne({disk});
  disk.failNextCommit('before');
  await expect(takeRollbacks(till, [told])).rejects.toThrow();
  expect(await kinds(till)).toEqual(['sale']);
  await takeRollbacks(till, [told]);
  disk.powerCut();
  const again = await memoryTill({disk});
  expect(await kinds(again)).toEqual(['sale', 'rollback-seen']);
  expect(await takeBack(again, sale.id)).toMatchObject({code: 'already-reversed'});
});

test('[TR1] a wiped till gets its word back from the journal and does not take the sale back', async () => {
  const records: Parameters<typeof memoryJournal>[0] = [];
  const {till, sale, told} = await soldOne({journal: memoryJournal(records)});
  await takeRollbacks(till, [told]);
  const wiped = await memoryTill({journal: memoryJournal(records)});
  expect(await reconcileJournal(wiped)).toMatchObject({restored: 2});
  expect(await takeBack(wiped, sale.id)).toMatchObject({code: 'already-reversed'});
  expect(await takeRollbacks(wiped, [told])).toBe(0);
});

test('[TR3] no word of what another machine may have sold, nor when fenced', async () => {
  const {till, told} = await soldOne();
  const former = {...told, id: 'notice_2' as const, orderId: 'ord_elsewhere' as const, epoch: 7};
  expect(await takeRollbacks(till, [former])).toBe(0);
  // Sold in this enrolment and not kept any more: it can take nothing of it back.
  expect(await takeRollbacks(till, [{...former, epoch: told.epoch}])).toBe(1);
  const state = await readSyncState(till.ledger);
  await putMeta(till.ledger, syncStateKey, {...state, standing: 'fenced'});
  expect(await takeRollbacks(till, [told])).toBe(0);
});
